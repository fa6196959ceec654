# Every customer once, whatever is joined; a risk and a score for each customer of today.

test: customers_have_a_key {
  explore_source: customers {
    column: count { field: dim_customer.count }
    column: keys { field: dim_customer.distinct_keys }
  }
  assert: one_row_a_key {
    expression: ${dim_customer.count} = ${dim_customer.distinct_keys} ;;
  }
}

test: every_customer_of_today_is_judged {
  explore_source: customers {
    column: customers_today { field: dim_customer.customers_today }
    column: judged { field: churn_today.customers }
  }
  assert: has_a_churn_risk {
    expression: ${dim_customer.customers_today} = ${churn_today.customers} ;;
  }
}

test: joins_do_not_multiply_customers {
  explore_source: customers {
    column: segment { field: dim_customer.segment }
    column: count { field: dim_customer.count }
    column: keys { field: dim_customer.distinct_keys }
    column: gaps { field: coverage_gap.gaps }
    column: subscriptions { field: subscription.subscriptions }
  }
  assert: still_one_each {
    expression: ${dim_customer.count} = ${dim_customer.distinct_keys} ;;
  }
}

test: scores_are_within_bounds {
  explore_source: customers {
    column: segment { field: dim_customer.segment }
    column: average_score { field: engagement.average_score }
    column: average_risk_appetite { field: portfolio.average_risk_appetite }
  }
  assert: zero_to_a_hundred {
    expression: ${engagement.average_score} >= 0 AND ${engagement.average_score} <= 100
      AND ${portfolio.average_risk_appetite} >= 0 AND ${portfolio.average_risk_appetite} <= 100 ;;
  }
}

test: one_best_action_a_customer {
  explore_source: customers {
    column: actions { field: next_best_action.actions }
    column: customers { field: next_best_action.customers_with_actions }
    filters: [next_best_action.is_first: "Yes"]
  }
  assert: one_each {
    expression: ${next_best_action.actions} = ${next_best_action.customers_with_actions} ;;
  }
}
