# Generated from c360sim/schema by `make docs`; do not edit: refine it in another file.

view: dim_account {
  sql_table_name: `@{project}.@{dataset}.dim_account` ;;

  dimension: account_id {
    primary_key: yes
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

  dimension: account_type {
    type: string
    description: "Kind of account. One of: CASA, Credit Card, Loan, Insurance, Securities."
    sql: ${TABLE}.account_type ;;
  }

  dimension: product_name {
    type: string
    description: "Name of the product, as in dim_product."
    sql: ${TABLE}.product_name ;;
  }

  dimension: status {
    type: string
    description: "Dormant: open, without activity of the customer for months. One of: Active, Dormant, Closed."
    sql: ${TABLE}.status ;;
  }

  dimension_group: open {
    type: time
    timeframes: [raw, date, week, month, month_name, quarter, year]
    convert_tz: no
    datatype: date
    description: "Day of opening."
    sql: ${TABLE}.open_date ;;
  }

  dimension_group: maturity {
    type: time
    timeframes: [raw, date, week, month, month_name, quarter, year]
    convert_tz: no
    datatype: date
    description: "Day of the last installment agreed, or on which a certificate's or policy's term ends or is renewed; empty without a term."
    sql: ${TABLE}.maturity_date ;;
  }

  dimension: credit_limit {
    type: number
    description: "Credit limit of a card."
    value_format_name: usd
    sql: ${TABLE}.credit_limit ;;
  }

  dimension: interest_rate {
    type: number
    description: "Percent a year: paid on deposits, charged on cards and loans."
    value_format: "0.00\"%\""
    sql: ${TABLE}.interest_rate ;;
  }

  dimension: coverage_amount {
    type: number
    description: "Sum insured by a policy."
    value_format_name: usd
    sql: ${TABLE}.coverage_amount ;;
  }

  dimension: beneficiary_count {
    type: number
    description: "Beneficiaries named in a policy, 0 unless it insures a life."
    sql: ${TABLE}.beneficiary_count ;;
  }

  dimension: principal_amount {
    type: number
    description: "Sum lent when the loan was made."
    value_format_name: usd
    sql: ${TABLE}.principal_amount ;;
  }

  dimension: product_id {
    hidden: yes
    type: number
    description: "The product."
    value_format_name: id
    sql: ${TABLE}.product_id ;;
  }

  dimension_group: close {
    type: time
    timeframes: [raw, date, week, month, month_name, quarter, year]
    convert_tz: no
    datatype: date
    description: "Day of closing, empty while open."
    sql: ${TABLE}.close_date ;;
  }

  measure: count {
    type: count
    description: "Number of rows. One row per account ever held by a customer met, as of the last simulated day."
  }
}
