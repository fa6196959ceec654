# Leakage of every customer, month and kind once, and in all what the transactions say.

test: leakage_has_a_key {
  explore_source: leakage {
    column: count { field: wallet_leakage.count }
    column: keys { field: wallet_leakage.distinct_keys }
  }
  assert: one_row_a_key {
    expression: ${wallet_leakage.count} = ${wallet_leakage.distinct_keys} ;;
  }
}

test: leakage_has_a_kind {
  explore_source: leakage {
    column: fintech_kind { field: wallet_leakage.fintech_kind }
    column: leakage { field: wallet_leakage.leakage }
  }
  assert: named {
    expression: NOT is_null(${wallet_leakage.fintech_kind}) AND ${wallet_leakage.leakage} > 0 ;;
  }
}
