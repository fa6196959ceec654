include: "/views/generated/fact_account_snapshot.view.lkml"

view: +fact_account_snapshot {
  dimension: is_last_month {
    type: yesno
    hidden: yes
    description: "Of the last month-end."
    sql: ${snapshot_raw} = (SELECT MAX(snapshot_date) FROM ${fact_account_snapshot.SQL_TABLE_NAME}) ;;
  }

  measure: last_balance {
    type: sum
    description: "Sum of balances at the last month-end."
    value_format_name: usd
    filters: [is_last_month: "yes"]
    sql: ${balance} ;;
  }
}
