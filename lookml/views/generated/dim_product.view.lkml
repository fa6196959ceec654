# Generated from c360sim/schema by `make docs`; do not edit: refine it in another file.

view: dim_product {
  sql_table_name: `@{project}.@{dataset}.dim_product` ;;

  dimension: product_id {
    primary_key: yes
    hidden: yes
    type: number
    description: "The product."
    value_format_name: id
    sql: ${TABLE}.product_id ;;
  }

  dimension: product_name {
    type: string
    description: "Name under which it is sold."
    sql: ${TABLE}.product_name ;;
  }

  dimension: product_type {
    type: string
    description: "Kind of account it opens. One of: CASA, Credit Card, Loan, Insurance, Securities."
    sql: ${TABLE}.product_type ;;
  }

  dimension: product_category {
    type: string
    description: "Line of business."
    sql: ${TABLE}.product_category ;;
  }

  dimension: min_balance {
    type: number
    description: "Least deposit with which it is opened, 0 for none."
    value_format_name: usd
    sql: ${TABLE}.min_balance ;;
  }

  dimension: annual_fee {
    type: number
    description: "Fee per year, 0 for none."
    value_format_name: usd
    sql: ${TABLE}.annual_fee ;;
  }

  dimension: interest_rate_range {
    type: string
    description: "Lowest and highest yearly rate, for example '0.50% - 4.25%'."
    sql: ${TABLE}.interest_rate_range ;;
  }

  dimension: term_months {
    type: string
    description: "Months of the terms on offer, for example '24, 36, 60'; empty for what has no end."
    sql: ${TABLE}.term_months ;;
  }

  dimension: monthly_fee {
    type: number
    description: "Maintenance fee, posted on a month's last day unless waived, 0 for none."
    value_format_name: usd
    sql: ${TABLE}.monthly_fee ;;
  }

  dimension: fee_waiver_balance {
    type: number
    description: "Average balance of the month's days from which the monthly fee is waived."
    value_format_name: usd
    sql: ${TABLE}.fee_waiver_balance ;;
  }

  dimension: fee_waiver_deposits {
    type: number
    description: "Payroll, pension and Social Security paid in during the month from which the monthly fee is waived."
    value_format_name: usd
    sql: ${TABLE}.fee_waiver_deposits ;;
  }

  dimension: fee_waiver_relationship {
    type: number
    description: "What the customer holds in all CASA accounts at the month's end from which the monthly fee is waived."
    value_format_name: usd
    sql: ${TABLE}.fee_waiver_relationship ;;
  }

  measure: count {
    type: count
    description: "Number of rows. One row per product in the bank's catalog."
  }
}
