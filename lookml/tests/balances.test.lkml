# Every balance once, and AUM and LUM of the last month-end as the kinds of account add up to.

test: balances_have_a_key {
  explore_source: balances {
    column: count { field: fact_account_snapshot.count }
    column: keys { field: fact_account_snapshot.distinct_keys }
  }
  assert: one_row_a_key {
    expression: ${fact_account_snapshot.count} = ${fact_account_snapshot.distinct_keys} ;;
  }
}

test: balances_add_up {
  explore_source: balances {
    column: snapshot_month { field: fact_account_snapshot.snapshot_month }
    column: aum { field: fact_account_snapshot.aum }
    column: lum { field: fact_account_snapshot.lum }
    column: balance { field: fact_account_snapshot.balance_month_end }
  }
  assert: aum_and_lum_are_all_balances {
    expression: abs(${fact_account_snapshot.aum} + ${fact_account_snapshot.lum} - ${fact_account_snapshot.balance_month_end}) < 1 ;;
  }
}

test: customers_have_products {
  explore_source: balances {
    column: snapshot_month { field: fact_account_snapshot.snapshot_month }
    column: products { field: fact_account_snapshot.products_per_customer }
  }
  assert: at_least_one {
    expression: ${fact_account_snapshot.products_per_customer} >= 1 ;;
  }
}
