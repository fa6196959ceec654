# One risk a customer and month-end, and few of them high.

test: churn_risks_have_a_key {
  explore_source: churn {
    column: count { field: churn_risk.count }
    column: keys { field: churn_risk.distinct_keys }
  }
  assert: one_row_a_key {
    expression: ${churn_risk.count} = ${churn_risk.distinct_keys} ;;
  }
}

test: high_risk_is_rare {
  explore_source: churn {
    column: as_of_month { field: churn_risk.as_of_month }
    column: high_risk_share { field: churn_risk.high_risk_share }
  }
  assert: below_a_quarter {
    expression: ${churn_risk.high_risk_share} < 0.25 ;;
  }
}
