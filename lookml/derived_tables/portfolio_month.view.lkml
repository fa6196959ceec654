# Securities by customer and month: what was there, what came and went, and what the market made of it. SQL, because a month is held
# against the one before, account by account.

view: portfolio_month {
  derived_table: {
    datagroup_trigger: daily
    cluster_keys: ["customer_id"]
    sql:
      WITH flows AS (
        SELECT t.account_id, DATE_TRUNC(t.transaction_date, MONTH) AS month, SUM(t.amount) AS flow
        FROM ${fact_transaction.SQL_TABLE_NAME} AS t
        INNER JOIN ${dim_account.SQL_TABLE_NAME} AS a ON t.account_id = a.account_id
        WHERE a.account_type = 'Securities'
        GROUP BY t.account_id, month
      ),

      balances AS (
        SELECT
          s.customer_id,
          s.account_id,
          DATE_TRUNC(s.snapshot_date, MONTH) AS month,
          DATE_TRUNC(a.open_date, MONTH) AS opened,
          DATE_TRUNC(MIN(s.snapshot_date) OVER (), MONTH) AS first_month,
          s.balance,
          LAG(s.balance) OVER (PARTITION BY s.account_id ORDER BY s.snapshot_date) AS balance_before
        FROM ${fact_account_snapshot.SQL_TABLE_NAME} AS s
        INNER JOIN ${dim_account.SQL_TABLE_NAME} AS a ON s.account_id = a.account_id
        WHERE a.account_type = 'Securities'
      ),

      months AS (
        SELECT
          b.customer_id,
          b.month,
          SUM(COALESCE(b.balance_before, 0)) AS balance_before,
          SUM(b.balance) AS balance,
          SUM(COALESCE(f.flow, 0)) AS flow
        FROM balances AS b
        LEFT JOIN flows AS f ON b.account_id = f.account_id AND b.month = f.month
        WHERE b.balance_before IS NOT NULL OR (b.month = b.opened AND b.month > b.first_month)
        GROUP BY b.customer_id, b.month
      )

      SELECT
        *,
        balance - balance_before - flow AS gain,
        IF(balance_before + flow / 2 > 1, (balance - balance_before - flow) / (balance_before + flow / 2), 0) AS monthly_return
      FROM months ;;
  }

  dimension: portfolio_month_id {
    primary_key: yes
    hidden: yes
    type: number
    sql: ${customer_id} * 1000000 + EXTRACT(YEAR FROM ${TABLE}.month) * 100 + EXTRACT(MONTH FROM ${TABLE}.month) ;;
  }

  dimension: customer_id {
    hidden: yes
    type: number
    sql: ${TABLE}.customer_id ;;
  }

  dimension_group: portfolio {
    type: time
    timeframes: [raw, month, quarter, year]
    convert_tz: no
    datatype: date
    description: "Month of the portfolio."
    sql: ${TABLE}.month ;;
  }

  dimension: gain_of_month {
    hidden: yes
    type: number
    sql: ${TABLE}.gain ;;
  }

  dimension: flow_of_month {
    hidden: yes
    type: number
    sql: ${TABLE}.flow ;;
  }

  dimension: monthly_return_of_month {
    hidden: yes
    type: number
    sql: ${TABLE}.monthly_return ;;
  }

  measure: gain {
    type: sum
    label: "Portfolio Gain"
    description: "Balance at the end less that before and what was put in: dividends and market moves, less fees."
    value_format_name: usd_0
    sql: ${gain_of_month} ;;
  }

  measure: net_contributions {
    type: sum
    description: "Money put into securities less what was taken out."
    value_format_name: usd_0
    sql: ${flow_of_month} ;;
  }

  measure: time_weighted_return {
    type: number
    description: "Return of one customer's securities over the selected months, time-weighted: monthly returns (modified Dietz, flows in mid-month) chained. Empty over several customers, whose returns cannot be chained: use the portfolio's."
    value_format_name: percent_1
    sql: IF(COUNT(DISTINCT ${customer_id}) = 1, EXP(SUM(LN(1 + GREATEST(${monthly_return_of_month}, -0.99)))) - 1, NULL) ;;
  }

  measure: count {
    hidden: yes
    type: count
  }

  measure: distinct_keys {
    hidden: yes
    type: count_distinct
    sql: ${portfolio_month_id} ;;
  }
}
