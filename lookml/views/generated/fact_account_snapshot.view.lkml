# Generated from c360sim/schema by `make docs`; do not edit: refine it in another file.

view: fact_account_snapshot {
  sql_table_name: `@{project}.@{dataset}.fact_account_snapshot` ;;

  dimension: snapshot_id {
    primary_key: yes
    hidden: yes
    type: number
    description: "The snapshot."
    value_format_name: id
    sql: ${TABLE}.snapshot_id ;;
  }

  dimension: account_id {
    hidden: yes
    type: number
    description: "The account."
    value_format_name: id
    sql: ${TABLE}.account_id ;;
  }

  dimension: customer_id {
    hidden: yes
    type: number
    description: "The account's owner."
    value_format_name: id
    sql: ${TABLE}.customer_id ;;
  }

  dimension: date_key {
    hidden: yes
    type: number
    description: "Last day of the month."
    value_format_name: id
    sql: ${TABLE}.date_key ;;
  }

  dimension: balance {
    hidden: yes
    type: number
    description: "CASA and Securities: held for the customer; Credit Card and Loan: owed by the customer, positive; Insurance: 0."
    value_format_name: usd
    sql: ${TABLE}.balance ;;
  }

  dimension: available_credit {
    hidden: yes
    type: number
    description: "Credit limit less what is owed, at least 0; cards only."
    value_format_name: usd
    sql: ${TABLE}.available_credit ;;
  }

  dimension: principal_paid {
    hidden: yes
    type: number
    description: "Principal paid back since origination; loans only."
    value_format_name: usd
    sql: ${TABLE}.principal_paid ;;
  }

  dimension: principal_remaining {
    hidden: yes
    type: number
    description: "Principal still owed; loans only."
    value_format_name: usd
    sql: ${TABLE}.principal_remaining ;;
  }

  dimension: product_count {
    hidden: yes
    type: number
    description: "Open accounts of the customer, the same on each of the customer's rows."
    sql: ${TABLE}.product_count ;;
  }

  dimension_group: snapshot {
    type: time
    timeframes: [raw, date, week, month, month_name, quarter, year]
    convert_tz: no
    datatype: date
    description: "Last day of the month."
    sql: ${TABLE}.snapshot_date ;;
  }

  measure: count {
    type: count
    description: "Number of rows. One row per account per month-end while it is open, and one on the eve of the window (periodic snapshot)."
  }
}
