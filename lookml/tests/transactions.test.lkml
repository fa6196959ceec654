# Every posting once, and flows that add up to what moved.

test: transactions_have_a_key {
  explore_source: transactions {
    column: count { field: fact_transaction.count }
    column: keys { field: fact_transaction.distinct_keys }
  }
  assert: one_row_a_key {
    expression: ${fact_transaction.count} = ${fact_transaction.distinct_keys} ;;
  }
}

test: transfers_between_own_accounts_cancel {
  explore_source: transactions {
    column: transaction_month { field: fact_transaction.transaction_month }
    column: net_cash_flow { field: fact_transaction.net_cash_flow }
    column: total_amount { field: fact_transaction.total_amount }
  }
  assert: net_flow_is_the_net_amount {
    expression: abs(${fact_transaction.net_cash_flow} - ${fact_transaction.total_amount}) < 1 ;;
  }
}

test: spending_is_positive {
  explore_source: transactions {
    column: transaction_month { field: fact_transaction.transaction_month }
    column: spending { field: fact_transaction.spending }
    column: card_spending { field: fact_transaction.card_spending }
  }
  assert: cards_are_part_of_it {
    expression: ${fact_transaction.spending} > 0 AND ${fact_transaction.card_spending} <= ${fact_transaction.spending} ;;
  }
}
