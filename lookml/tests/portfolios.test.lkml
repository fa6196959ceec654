# One portfolio a customer and month.

test: portfolios_have_a_key {
  explore_source: portfolios {
    column: count { field: portfolio_month.count }
    column: keys { field: portfolio_month.distinct_keys }
  }
  assert: one_row_a_key {
    expression: ${portfolio_month.count} = ${portfolio_month.distinct_keys} ;;
  }
}
