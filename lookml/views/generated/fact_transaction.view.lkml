# Generated from c360sim/schema by `make docs`; do not edit: refine it in another file.

view: fact_transaction {
  sql_table_name: `@{project}.@{dataset}.fact_transaction` ;;

  dimension: transaction_id {
    primary_key: yes
    hidden: yes
    type: number
    description: "The posting."
    value_format_name: id
    sql: ${TABLE}.transaction_id ;;
  }

  dimension: customer_id {
    hidden: yes
    type: number
    description: "The account's owner."
    value_format_name: id
    sql: ${TABLE}.customer_id ;;
  }

  dimension: account_id {
    hidden: yes
    type: number
    description: "The account posted on."
    value_format_name: id
    sql: ${TABLE}.account_id ;;
  }

  dimension: merchant_id {
    hidden: yes
    type: number
    description: "The merchant, where there is one."
    value_format_name: id
    sql: ${TABLE}.merchant_id ;;
  }

  dimension: date_key {
    hidden: yes
    type: number
    description: "Day of posting."
    value_format_name: id
    sql: ${TABLE}.date_key ;;
  }

  dimension: amount {
    hidden: yes
    type: number
    description: "Signed from the account holder's side: into the account positive, out negative."
    value_format_name: usd
    sql: ${TABLE}.amount ;;
  }

  dimension: transaction_type {
    type: string
    description: "credit: money in; debit: out by purchase, bill or fee; transfer: between own accounts (two rows, one a side) or with another institution (one row, counterparty_type external). One of: credit, debit, transfer."
    sql: ${TABLE}.transaction_type ;;
  }

  dimension: payment_method {
    type: string
    description: "How the money moved. One of: Credit Card, Debit, Transfer."
    sql: ${TABLE}.payment_method ;;
  }

  dimension: mcc_category {
    type: string
    description: "The merchant's category, as in dim_merchant."
    sql: ${TABLE}.mcc_category ;;
  }

  dimension: is_recurring {
    type: yesno
    description: "True exactly for standing payments: rent or mortgage, household bills, premiums, subscriptions."
    sql: ${TABLE}.is_recurring ;;
  }

  dimension: counterparty_type {
    type: string
    description: "internal: this bank or an own account here; external: anyone else. One of: internal, external."
    sql: ${TABLE}.counterparty_type ;;
  }

  dimension_group: transaction {
    type: time
    timeframes: [raw, date, week, month, month_name, quarter, year]
    convert_tz: no
    datatype: date
    description: "Day of posting."
    sql: ${TABLE}.transaction_date ;;
  }

  dimension: transaction_category {
    type: string
    description: "What the posting is for. One of: Annual Fee, Bill, Card Interest, Card Payment, Cash Withdrawal, Charge-off, Closing Transfer, Deposit, Down Payment, Employer Contribution, Family Support, Fintech Transfer, Foreign Transaction Fee, Gig Income, Interest Earned, Investment Contribution, Investment Withdrawal, Late Fee, Loan Disbursement, Loan Interest, Loan Payment, Loan Payoff, Maintenance Fee, Outside Card Payment, Outside Transfer, Overdraft Fee, Own Transfer, Payroll, Pension, Purchase, Refund, Social Security, Tax Refund, Unemployment Benefit."
    sql: ${TABLE}.transaction_category ;;
  }

  dimension: counterparty_name {
    type: string
    description: "Employer, institution or person on the other side where it is neither a merchant nor this bank."
    sql: ${TABLE}.counterparty_name ;;
  }

  measure: count {
    type: count
    description: "Number of rows. One row per posting on an account this bank holds (transaction fact)."
  }

  measure: total_amount {
    type: sum
    description: "Sum. Signed from the account holder's side: into the account positive, out negative."
    value_format_name: usd
    sql: ${amount} ;;
  }
}
