include: "/views/generated/fact_transaction.view.lkml"

view: +fact_transaction {
  filter: period {
    type: date
    datatype: date
    convert_tz: no
    description: "Days that count as the period."
  }

  dimension: is_in_period {
    type: yesno
    description: "Posted in the period."
    sql: {% condition period %} ${transaction_raw} {% endcondition %} ;;
  }

  measure: amount_in_period {
    type: sum
    description: "Sum of amounts in the period."
    value_format_name: usd
    filters: [is_in_period: "yes"]
    sql: ${amount} ;;
  }

  measure: categories {
    type: list
    list_field: transaction_category
    description: "What the postings are for."
  }

  measure: running_amount {
    type: running_total
    description: "Running total of amounts."
    value_format_name: usd
    sql: ${total_amount} ;;
  }
}
