test: a_customer_is_there_once {
  explore_source: customers {
    column: customer_id { field: dim_customer.customer_id }
    column: count { field: dim_customer.count }
    sorts: [dim_customer.count: desc]
    limit: 1
  }
  assert: once {
    expression: ${dim_customer.count} = 1 ;;
  }
}

test: a_posting_is_there_once {
  explore_source: transactions {
    column: transaction_id { field: fact_transaction.transaction_id }
    column: count { field: fact_transaction.count }
    sorts: [fact_transaction.count: desc]
    limit: 1
  }
  assert: once {
    expression: ${fact_transaction.count} = 1 ;;
  }
}

test: a_snapshot_is_there_once {
  explore_source: balances {
    column: snapshot_id { field: fact_account_snapshot.snapshot_id }
    column: count { field: fact_account_snapshot.count }
    sorts: [fact_account_snapshot.count: desc]
    limit: 1
  }
  assert: once {
    expression: ${fact_account_snapshot.count} = 1 ;;
  }
}
