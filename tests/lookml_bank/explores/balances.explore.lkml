explore: balances {
  view_name: fact_account_snapshot
  description: "Balances at month-ends."
  fields: [ALL_FIELDS*, -dim_account.median_credit_limit]
  always_filter: {
    filters: [fact_account_snapshot.snapshot_month: "12 months"]
  }

  join: dim_account {
    relationship: many_to_one
    sql_on: ${fact_account_snapshot.account_id} = ${dim_account.account_id} ;;
  }
}
