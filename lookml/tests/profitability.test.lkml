# Every customer's month once, and a profit that is the sum of its parts.

test: profits_have_a_key {
  explore_source: profitability {
    column: count { field: customer_profit.count }
    column: keys { field: customer_profit.distinct_keys }
  }
  assert: one_row_a_key {
    expression: ${customer_profit.count} = ${customer_profit.distinct_keys} ;;
  }
}

test: profit_adds_up {
  explore_source: profitability {
    column: segment { field: dim_customer.segment }
    column: net_interest_income { field: customer_profit.net_interest_income }
    column: fee_income { field: customer_profit.fee_income }
    column: interchange { field: customer_profit.interchange }
    column: expected_credit_loss { field: customer_profit.expected_credit_loss }
    column: cost_to_serve { field: customer_profit.cost_to_serve }
    column: total_profit { field: customer_profit.total_profit }
  }
  assert: parts_and_whole {
    expression: abs(${customer_profit.net_interest_income} + ${customer_profit.fee_income} + ${customer_profit.interchange}
      - ${customer_profit.expected_credit_loss} - ${customer_profit.cost_to_serve} - ${customer_profit.total_profit}) < 1 ;;
  }
}
