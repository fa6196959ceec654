include: "/views/generated/dim_account.view.lkml"

view: +dim_account {
  measure: total_credit_limit {
    type: sum
    description: "Credit limits of cards."
    value_format_name: usd_0
    sql: ${credit_limit} ;;
  }

  measure: median_credit_limit {
    type: median
    description: "Median credit limit of cards."
    value_format_name: usd_0
    sql: ${credit_limit} ;;
  }
}
