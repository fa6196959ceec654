include: "/views/generated/fact_account_snapshot.view.lkml"

# Balances are semi-additive: over customers and accounts they add up, over months they do not. So every measure of money divides by
# the month-ends looked at: of one month it is the balance, of several their mean.

view: +fact_account_snapshot {
  label: "Balance"

  dimension: is_latest {
    type: yesno
    label: "Latest Month-End"
    description: "The last month-end of the data."
    sql: ${TABLE}.snapshot_date = (SELECT MAX(s.snapshot_date) FROM `@{project}.@{dataset}.fact_account_snapshot` AS s) ;;
  }

  dimension: signed_kind {
    hidden: yes
    type: string
    sql: CASE WHEN ${dim_account.account_type} IN ('CASA', 'Securities') THEN 'AUM'
      WHEN ${dim_account.account_type} IN ('Credit Card', 'Loan') THEN 'LUM' END ;;
  }

  measure: count {
    label: "Balances"
    drill_fields: [detail*]
  }

  measure: month_ends {
    type: count_distinct
    description: "Selected month-ends."
    sql: ${snapshot_raw} ;;
  }

  measure: summed_aum {
    hidden: yes
    type: sum
    sql: ${balance} ;;
    filters: [signed_kind: "AUM"]
  }

  measure: summed_lum {
    hidden: yes
    type: sum
    sql: ${balance} ;;
    filters: [signed_kind: "LUM"]
  }

  measure: summed_balance {
    hidden: yes
    type: sum
    sql: ${balance} ;;
  }

  measure: summed_card_debt {
    hidden: yes
    type: sum
    sql: ${balance} ;;
    filters: [dim_account.account_type: "Credit Card"]
  }

  measure: summed_available_credit {
    hidden: yes
    type: sum
    sql: ${available_credit} ;;
  }

  measure: summed_card_limit {
    hidden: yes
    type: sum
    sql: ${dim_account.credit_limit} ;;
    filters: [dim_account.account_type: "Credit Card"]
  }

  measure: summed_principal_paid {
    hidden: yes
    type: sum
    sql: ${principal_paid} ;;
  }

  measure: summed_principal_remaining {
    hidden: yes
    type: sum
    sql: ${principal_remaining} ;;
  }

  measure: balance_month_end {
    type: number
    label: "Month-End Balance"
    description: "Balance at the month's end; the mean over month-ends when several are selected. Held on deposits and securities, owed on cards and loans: do not mix kinds of account."
    value_format_name: usd_0
    sql: SAFE_DIVIDE(${summed_balance}, ${month_ends}) ;;
    drill_fields: [detail*]
  }

  measure: aum {
    type: number
    label: "AUM"
    description: "Assets under management: deposits and securities held for customers; mean over month-ends when several are selected."
    value_format_name: usd_0
    sql: SAFE_DIVIDE(${summed_aum}, ${month_ends}) ;;
    drill_fields: [detail*]
  }

  measure: lum {
    type: number
    label: "LUM"
    description: "Loans under management: owed on loans and cards; mean over month-ends when several are selected."
    value_format_name: usd_0
    sql: SAFE_DIVIDE(${summed_lum}, ${month_ends}) ;;
    drill_fields: [detail*]
  }

  measure: card_utilization {
    type: number
    label: "Card Utilization"
    description: "Owed on cards over their limits."
    value_format_name: percent_1
    sql: SAFE_DIVIDE(${summed_card_debt}, ${summed_card_limit}) ;;
    drill_fields: [detail*]
  }

  measure: available_credit_month_end {
    type: number
    label: "Available Credit"
    description: "Credit left on cards at the month's end; mean over month-ends when several are selected."
    value_format_name: usd_0
    sql: SAFE_DIVIDE(${summed_available_credit}, ${month_ends}) ;;
    drill_fields: [detail*]
  }

  measure: principal_paid_month_end {
    type: number
    label: "Principal Repaid"
    description: "Principal of loans paid back since they were made, at the month's end; mean over month-ends when several are selected."
    value_format_name: usd_0
    sql: SAFE_DIVIDE(${summed_principal_paid}, ${month_ends}) ;;
    drill_fields: [detail*]
  }

  measure: principal_remaining_month_end {
    type: number
    label: "Principal Remaining"
    description: "Principal of loans still owed, at the month's end; mean over month-ends when several are selected."
    value_format_name: usd_0
    sql: SAFE_DIVIDE(${summed_principal_remaining}, ${month_ends}) ;;
    drill_fields: [detail*]
  }

  measure: principal_lent_month_end {
    type: number
    label: "Principal Lent"
    description: "Principal of loans paid back and still owed together: what repayment progress is measured against."
    value_format_name: usd_0
    sql: ${principal_paid_month_end} + ${principal_remaining_month_end} ;;
    drill_fields: [detail*]
  }

  measure: repaid_share {
    type: number
    label: "Repaid"
    description: "Share of the principal of loans that has been paid back."
    value_format_name: percent_0
    sql: SAFE_DIVIDE(${summed_principal_paid}, ${summed_principal_paid} + ${summed_principal_remaining}) ;;
    drill_fields: [detail*]
  }

  measure: customers_with_accounts {
    type: count_distinct
    description: "Customers with an account open at a selected month-end."
    sql: ${customer_id} ;;
  }

  measure: products_per_customer {
    type: number
    label: "Share of Wallet (Products per Customer)"
    description: "Open accounts over customers and month-ends: the mean number of products that a customer has here."
    value_format_name: decimal_2
    sql: SAFE_DIVIDE(${count}, ${customer_months}) ;;
    drill_fields: [detail*]
  }

  measure: customer_months {
    hidden: yes
    type: count_distinct
    sql: CONCAT(CAST(${customer_id} AS STRING), '-', CAST(${date_key} AS STRING)) ;;
  }

  measure: distinct_keys {
    hidden: yes
    type: count_distinct
    sql: ${snapshot_id} ;;
  }

  set: detail {
    fields: [snapshot_date, dim_account.account_number, dim_account.product_name, balance_month_end]
  }
}
