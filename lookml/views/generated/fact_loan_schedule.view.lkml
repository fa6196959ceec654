# Generated from c360sim/schema by `make docs`; do not edit: refine it in another file.

view: fact_loan_schedule {
  sql_table_name: `@{project}.@{dataset}.fact_loan_schedule` ;;

  dimension: schedule_id {
    primary_key: yes
    hidden: yes
    type: number
    description: "The installment."
    value_format_name: id
    sql: ${TABLE}.schedule_id ;;
  }

  dimension: account_id {
    hidden: yes
    type: number
    description: "The loan."
    value_format_name: id
    sql: ${TABLE}.account_id ;;
  }

  dimension: customer_id {
    hidden: yes
    type: number
    description: "The borrower."
    value_format_name: id
    sql: ${TABLE}.customer_id ;;
  }

  dimension: date_key {
    hidden: yes
    type: number
    description: "Due date."
    value_format_name: id
    sql: ${TABLE}.date_key ;;
  }

  dimension: payment_due {
    hidden: yes
    type: number
    description: "Installment due: principal and interest portions. On the day of a payoff, the interest since the last due date."
    value_format_name: usd
    sql: ${TABLE}.payment_due ;;
  }

  dimension: principal_portion {
    hidden: yes
    type: number
    description: "Part of the installment that pays principal back."
    value_format_name: usd
    sql: ${TABLE}.principal_portion ;;
  }

  dimension: interest_portion {
    hidden: yes
    type: number
    description: "Part of the installment that is interest."
    value_format_name: usd
    sql: ${TABLE}.interest_portion ;;
  }

  dimension: payment_status {
    type: string
    description: "As of the last simulated day; what was unpaid of a loan written off stays Overdue. One of: Paid, Due, Overdue."
    sql: ${TABLE}.payment_status ;;
  }

  dimension_group: due {
    type: time
    timeframes: [raw, date, week, month, month_name, quarter, year]
    convert_tz: no
    datatype: date
    description: "Due date."
    sql: ${TABLE}.due_date ;;
  }

  dimension_group: paid {
    type: time
    timeframes: [raw, date, week, month, month_name, quarter, year]
    convert_tz: no
    datatype: date
    description: "Day on which it was paid in full, empty while it is not."
    sql: ${TABLE}.paid_date ;;
  }

  dimension: days_past_due {
    type: number
    description: "Days late: from the due date to the day of payment, or while it is unpaid to the last simulated day; 0 when on time."
    sql: ${TABLE}.days_past_due ;;
  }

  dimension: prepayment {
    hidden: yes
    type: number
    description: "Principal paid before it was due, after this installment and before the next: extra payments, and the principal of a payoff."
    value_format_name: usd
    sql: ${TABLE}.prepayment ;;
  }

  measure: count {
    type: count
    description: "Number of rows. One row per loan and due date, from the window's start or origination to the first due date after its end (accumulating snapshot)."
  }

  measure: total_payment_due {
    type: sum
    description: "Sum. Installment due: principal and interest portions. On the day of a payoff, the interest since the last due date."
    value_format_name: usd
    sql: ${payment_due} ;;
  }

  measure: total_principal_portion {
    type: sum
    description: "Sum. Part of the installment that pays principal back."
    value_format_name: usd
    sql: ${principal_portion} ;;
  }

  measure: total_interest_portion {
    type: sum
    description: "Sum. Part of the installment that is interest."
    value_format_name: usd
    sql: ${interest_portion} ;;
  }

  measure: total_prepayment {
    type: sum
    description: "Sum. Principal paid before it was due, after this installment and before the next: extra payments, and the principal of a payoff."
    value_format_name: usd
    sql: ${prepayment} ;;
  }
}
