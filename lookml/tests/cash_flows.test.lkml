# One cash flow a customer and month, and a share of wallet that is one.

test: cash_flows_have_a_key {
  explore_source: cash_flows {
    column: count { field: cash_flow.count }
    column: keys { field: cash_flow.distinct_keys }
  }
  assert: one_row_a_key {
    expression: ${cash_flow.count} = ${cash_flow.distinct_keys} ;;
  }
}

test: share_of_wallet_is_a_share {
  explore_source: cash_flows {
    column: flow_month { field: cash_flow.flow_month }
    column: share_of_spending { field: cash_flow.share_of_spending }
  }
  assert: between_none_and_all {
    expression: ${cash_flow.share_of_spending} > 0 AND ${cash_flow.share_of_spending} < 1 ;;
  }
}
