include: "/views/generated/fact_account_snapshot.view.lkml"

# Balances are semi-additive: over customers and accounts they add up, over months they do not. So every measure of them is of one
# month-end, the last of the period that is looked at, and the same for every group: groups add up to the total, and who left before has
# 0. The period is what the filters on the date leave, within it each year, quarter or month by which the query groups.

view: +fact_account_snapshot {
  label: "Balance"

  dimension: is_latest {
    type: yesno
    label: "Latest Month-End"
    description: "The last month-end of the data."
    sql: ${TABLE}.snapshot_date = (SELECT MAX(s.snapshot_date) FROM `@{project}.@{dataset}.fact_account_snapshot` AS s) ;;
  }

  dimension: is_period_end {
    hidden: yes
    type: yesno
    description: "The last month-end that the filters on the date leave, of each period by which the query groups."
    sql: ${TABLE}.snapshot_date IN (
      SELECT MAX(s.snapshot_date)
      FROM `@{project}.@{dataset}.fact_account_snapshot` AS s
      WHERE {% condition fact_account_snapshot.snapshot_raw %} s.snapshot_date {% endcondition %}
        AND {% condition fact_account_snapshot.snapshot_date %} s.snapshot_date {% endcondition %}
        AND {% condition fact_account_snapshot.snapshot_week %} s.snapshot_date {% endcondition %}
        AND {% condition fact_account_snapshot.snapshot_month %} s.snapshot_date {% endcondition %}
        AND {% condition fact_account_snapshot.snapshot_month_name %} FORMAT_DATE('%B', s.snapshot_date) {% endcondition %}
        AND {% condition fact_account_snapshot.snapshot_quarter %} s.snapshot_date {% endcondition %}
        AND {% condition fact_account_snapshot.snapshot_year %} s.snapshot_date {% endcondition %}
        AND {% condition fact_account_snapshot.is_latest %}
          s.snapshot_date = (SELECT MAX(l.snapshot_date) FROM `@{project}.@{dataset}.fact_account_snapshot` AS l)
        {% endcondition %}
      GROUP BY s.snapshot_date IS NULL
        {% if fact_account_snapshot.snapshot_raw._is_selected or fact_account_snapshot.snapshot_date._is_selected
          or fact_account_snapshot.snapshot_week._is_selected or fact_account_snapshot.snapshot_month._is_selected %}
        , s.snapshot_date
        {% endif %}
        {% if fact_account_snapshot.snapshot_month_name._is_selected %}, EXTRACT(MONTH FROM s.snapshot_date){% endif %}
        {% if fact_account_snapshot.snapshot_quarter._is_selected %}, DATE_TRUNC(s.snapshot_date, QUARTER){% endif %}
        {% if fact_account_snapshot.snapshot_year._is_selected %}, EXTRACT(YEAR FROM s.snapshot_date){% endif %}
        {% if fact_account_snapshot.is_latest._is_selected %}
        , s.snapshot_date = (SELECT MAX(l.snapshot_date) FROM `@{project}.@{dataset}.fact_account_snapshot` AS l)
        {% endif %}
    ) ;;
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

  measure: balance_month_end {
    type: sum
    label: "Month-End Balance"
    description: "Balance at the last month-end of the period looked at. Held on deposits and securities, owed on cards and loans: do not mix kinds of account."
    value_format_name: usd_0
    sql: ${balance} ;;
    filters: [is_period_end: "Yes"]
    drill_fields: [detail*]
  }

  measure: aum {
    type: sum
    label: "AUM"
    description: "Assets under management: deposits and securities held for customers at the last month-end of the period looked at."
    value_format_name: usd_0
    sql: ${balance} ;;
    filters: [is_period_end: "Yes", signed_kind: "AUM"]
    drill_fields: [detail*]
  }

  measure: lum {
    type: sum
    label: "LUM"
    description: "Loans under management: owed on loans and cards at the last month-end of the period looked at."
    value_format_name: usd_0
    sql: ${balance} ;;
    filters: [is_period_end: "Yes", signed_kind: "LUM"]
    drill_fields: [detail*]
  }

  measure: card_debt {
    hidden: yes
    type: sum
    sql: ${balance} ;;
    filters: [is_period_end: "Yes", dim_account.account_type: "Credit Card"]
  }

  measure: card_limit {
    hidden: yes
    type: sum
    sql: ${dim_account.credit_limit} ;;
    filters: [is_period_end: "Yes", dim_account.account_type: "Credit Card"]
  }

  measure: card_utilization {
    type: number
    label: "Card Utilization"
    description: "Owed on cards over their limits, at the last month-end of the period looked at."
    value_format_name: percent_1
    sql: SAFE_DIVIDE(${card_debt}, ${card_limit}) ;;
    drill_fields: [detail*]
  }

  measure: available_credit_month_end {
    type: sum
    label: "Available Credit"
    description: "Credit left on cards at the last month-end of the period looked at."
    value_format_name: usd_0
    sql: ${available_credit} ;;
    filters: [is_period_end: "Yes"]
    drill_fields: [detail*]
  }

  measure: principal_paid_month_end {
    type: sum
    label: "Principal Repaid"
    description: "Principal paid back since they were made of the loans open at the last month-end of the period looked at."
    value_format_name: usd_0
    sql: ${principal_paid} ;;
    filters: [is_period_end: "Yes"]
    drill_fields: [detail*]
  }

  measure: principal_remaining_month_end {
    type: sum
    label: "Principal Remaining"
    description: "Principal of loans still owed at the last month-end of the period looked at."
    value_format_name: usd_0
    sql: ${principal_remaining} ;;
    filters: [is_period_end: "Yes"]
    drill_fields: [detail*]
  }

  measure: principal_lent_month_end {
    type: number
    label: "Principal Lent"
    description: "Principal of loans paid back and still owed together, at the last month-end of the period looked at: what repayment progress is measured against."
    value_format_name: usd_0
    sql: ${principal_paid_month_end} + ${principal_remaining_month_end} ;;
    drill_fields: [detail*]
  }

  measure: repaid_share {
    type: number
    label: "Repaid"
    description: "Share of the principal of loans that has been paid back at the last month-end of the period looked at."
    value_format_name: percent_0
    sql: SAFE_DIVIDE(${principal_paid_month_end}, ${principal_lent_month_end}) ;;
    drill_fields: [detail*]
  }

  measure: products {
    hidden: yes
    type: count
    filters: [is_period_end: "Yes"]
  }

  measure: customers_with_accounts {
    type: count_distinct
    description: "Customers with an account open at the last month-end of the period looked at."
    sql: ${customer_id} ;;
    filters: [is_period_end: "Yes"]
  }

  measure: products_per_customer {
    type: number
    label: "Share of Wallet (Products per Customer)"
    description: "Open accounts over customers, at the last month-end of the period looked at: the mean number of products that a customer has here."
    value_format_name: decimal_2
    sql: SAFE_DIVIDE(${products}, ${customers_with_accounts}) ;;
    drill_fields: [detail*]
  }

  measure: distinct_keys {
    hidden: yes
    type: count_distinct
    sql: ${snapshot_id} ;;
  }

  # without the date, by which every month-end would be a period of its own
  set: detail {
    fields: [dim_account.account_number, dim_account.product_name, balance_month_end]
  }
}
