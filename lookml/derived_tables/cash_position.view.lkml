# Money within reach against what usually leaves, today: idle cash, and what could prepay loans. SQL, for the weighted mean of months.

view: cash_position {
  derived_table: {
    datagroup_trigger: daily
    cluster_keys: ["customer_id"]
    sql:
      WITH usual AS (
        SELECT
          m.customer_id,
          SUM(m.outflow * POW(2 / 3, DATE_DIFF(e.last_month, m.month, MONTH)))
            / SUM(POW(2 / 3, DATE_DIFF(e.last_month, m.month, MONTH))) AS outflow,
          AVG(m.inflow) AS inflow
        FROM ${customer_month.SQL_TABLE_NAME} AS m
        CROSS JOIN ${data_end.SQL_TABLE_NAME} AS e
        WHERE m.month > DATE_SUB(e.last_month, INTERVAL 6 MONTH)
          AND m.transactions > 0
        GROUP BY m.customer_id
      ),

      rated AS (
        SELECT
          s.customer_id,
          IF(a.account_type = 'Loan', s.balance, 0) AS lent,
          -- certificates are not within reach, so their rate is not what idle cash earns
          IF(a.account_type = 'CASA' AND a.maturity_date IS NULL, GREATEST(s.balance, 0), 0) AS within_reach,
          COALESCE(a.interest_rate, 0) AS rate
        FROM ${fact_account_snapshot.SQL_TABLE_NAME} AS s
        INNER JOIN ${dim_account.SQL_TABLE_NAME} AS a ON s.account_id = a.account_id
        INNER JOIN ${data_end.SQL_TABLE_NAME} AS e ON s.snapshot_date = e.last_day
      ),

      rates AS (
        SELECT
          customer_id,
          SUM(lent * rate) / NULLIF(SUM(lent), 0) AS loan_rate,
          COALESCE(SUM(within_reach * rate) / NULLIF(SUM(within_reach), 0), 0) AS deposit_yield
        FROM rated
        GROUP BY customer_id
      ),

      held AS (
        SELECT
          m.customer_id,
          m.liquid,
          m.loans,
          m.invested,
          COALESCE(u.outflow, 0) AS outflow,
          COALESCE(u.inflow, 0) AS inflow
        FROM ${customer_month.SQL_TABLE_NAME} AS m
        INNER JOIN ${data_end.SQL_TABLE_NAME} AS e ON m.month = e.last_month
        LEFT JOIN usual AS u ON m.customer_id = u.customer_id
      )

      SELECT
        h.*,
        GREATEST(h.liquid - @{idle_months} * h.outflow, 0) AS idle_cash,
        LEAST(h.loans, GREATEST(h.liquid - @{cushion_months} * h.outflow, 0)) AS prepayment,
        r.loan_rate,
        r.deposit_yield
      FROM held AS h
      LEFT JOIN rates AS r ON h.customer_id = r.customer_id ;;
  }

  dimension: customer_id {
    primary_key: yes
    hidden: yes
    type: number
    sql: ${TABLE}.customer_id ;;
  }

  dimension: liquid {
    type: number
    label: "Liquid Money"
    description: "Money in checking and savings on the last day; certificates are not within reach."
    value_format_name: usd_0
    sql: ${TABLE}.liquid ;;
  }

  dimension: usual_outflow {
    type: number
    description: "What usually leaves the accounts for good in a month: mean of the last six months, each weighing two thirds of the next. Own transfers, and payments on own cards and loans, do not count."
    value_format_name: usd_0
    sql: ${TABLE}.outflow ;;
  }

  dimension: months_covered {
    type: number
    description: "Months of usual outflow that the liquid money lasts."
    value_format_name: decimal_1
    sql: SAFE_DIVIDE(${liquid}, NULLIF(${usual_outflow}, 0)) ;;
  }

  dimension: idle_cash {
    type: number
    description: "Liquid money above @{idle_months} months of usual outflow, which could be invested."
    value_format_name: usd_0
    sql: ${TABLE}.idle_cash ;;
  }

  dimension: has_idle_cash {
    type: yesno
    description: "There is money above @{idle_months} months of usual outflow."
    sql: ${idle_cash} > 0 ;;
  }

  dimension: loans_owed {
    type: number
    description: "Principal owed on loans here on the last day."
    value_format_name: usd_0
    sql: ${TABLE}.loans ;;
  }

  dimension: loan_rate {
    type: number
    description: "Mean rate of the loans, percent a year, weighted by what is owed."
    value_format_name: decimal_2
    sql: ${TABLE}.loan_rate ;;
  }

  dimension: deposit_yield {
    type: number
    description: "Mean rate of checking and savings, percent a year, weighted by what is held: what idle cash earns."
    value_format_name: decimal_2
    sql: ${TABLE}.deposit_yield ;;
  }

  dimension: prepayment_potential {
    type: number
    description: "Liquid money above @{cushion_months} months of usual outflow, as far as loans are owed here: what could prepay them."
    value_format_name: usd_0
    sql: ${TABLE}.prepayment ;;
  }

  dimension: can_prepay {
    type: yesno
    label: "Prepayment Flag"
    description: "Loans are owed and there is money above @{cushion_months} months of usual outflow."
    sql: ${prepayment_potential} > 0 ;;
  }

  measure: customers_with_idle_cash {
    type: count
    description: "Customers with idle cash."
    filters: [has_idle_cash: "Yes"]
    drill_fields: [dim_customer.customer_number, dim_customer.name, idle_cash, months_covered]
  }

  measure: customers_who_can_prepay {
    type: count
    description: "Customers who could prepay loans."
    filters: [can_prepay: "Yes"]
    drill_fields: [dim_customer.customer_number, dim_customer.name, prepayment_potential, loan_rate]
  }

  measure: total_idle_cash {
    type: sum
    description: "Idle cash of all customers."
    value_format_name: usd_0
    sql: ${idle_cash} ;;
    drill_fields: [dim_customer.customer_number, dim_customer.name, idle_cash, months_covered]
  }

  measure: total_prepayment_potential {
    type: sum
    description: "What could prepay loans, over all customers."
    value_format_name: usd_0
    sql: ${prepayment_potential} ;;
    drill_fields: [dim_customer.customer_number, dim_customer.name, prepayment_potential, loan_rate]
  }
}
