include: "/views/generated/fact_loan_schedule.view.lkml"

view: +fact_loan_schedule {
  label: "Installment"

  dimension: is_late {
    type: yesno
    description: "Paid, or still unpaid, a day or more after it was due."
    sql: ${days_past_due} > 0 ;;
  }

  measure: count {
    label: "Installments"
    drill_fields: [detail*]
  }

  measure: overdue_installments {
    type: count
    description: "Installments overdue on the last day."
    filters: [payment_status: "Overdue"]
    drill_fields: [detail*]
  }

  measure: overdue_amount {
    type: sum
    description: "Installments overdue on the last day, in USD."
    value_format_name: usd_0
    sql: ${payment_due} ;;
    filters: [payment_status: "Overdue"]
    drill_fields: [detail*]
  }

  measure: late_share {
    type: number
    description: "Share of installments that were a day late or more."
    value_format_name: percent_1
    sql: SAFE_DIVIDE(${late_installments}, ${count}) ;;
    drill_fields: [detail*]
  }

  measure: late_installments {
    type: count
    description: "Installments that were a day late or more."
    filters: [is_late: "Yes"]
    drill_fields: [detail*]
  }

  measure: worst_days_past_due {
    type: max
    description: "Most days that an installment was late."
    sql: ${days_past_due} ;;
    drill_fields: [detail*]
  }

  measure: distinct_keys {
    hidden: yes
    type: count_distinct
    sql: ${schedule_id} ;;
  }

  set: detail {
    fields: [due_date, dim_account.product_name, payment_status, days_past_due, total_payment_due]
  }
}
