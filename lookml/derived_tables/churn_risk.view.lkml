# Who may leave within three months, at every month-end: a scorecard. SQL, because it holds months against those before (windows).

view: churn_risk {
  derived_table: {
    datagroup_trigger: daily
    cluster_keys: ["customer_id"]
    sql:
      WITH windows AS (
        SELECT
          m.customer_id,
          m.month,
          m.income,
          m.bills,
          m.liquid,
          AVG(m.income) OVER before AS income_before,
          AVG(m.bills) OVER before AS bills_before,
          AVG(m.purchases) OVER before AS purchases_before,
          AVG(m.liquid) OVER before AS liquid_before,
          AVG(m.purchases) OVER two AS purchases_now,
          SUM(m.sent_away) OVER three AS sent_away,
          SUM(m.complaints) OVER three AS complaints,
          COUNT(*) OVER before = 4 AS has_history,
          DATE_DIFF(m.month, c.date_of_birth, MONTH) / 12 AS age
        FROM ${customer_month.SQL_TABLE_NAME} AS m
        INNER JOIN ${dim_customer.SQL_TABLE_NAME} AS c ON m.customer_id = c.customer_id
        WINDOW
          before AS (PARTITION BY m.customer_id ORDER BY m.month ROWS BETWEEN 5 PRECEDING AND 2 PRECEDING),
          two AS (PARTITION BY m.customer_id ORDER BY m.month ROWS BETWEEN 1 PRECEDING AND CURRENT ROW),
          three AS (PARTITION BY m.customer_id ORDER BY m.month ROWS BETWEEN 2 PRECEDING AND CURRENT ROW)
      ),

      signs AS (
        SELECT
          customer_id,
          month,
          income_before >= 300 AND income < 0.5 * income_before AS income_fell,
          income_before < 300 AS has_no_income,
          bills < 0.8 * bills_before AND bills >= 0.2 * bills_before AS bills_fell,
          bills < 0.2 * bills_before AS bills_ended,
          purchases_now < 0.7 * purchases_before AS purchases_fell,
          liquid_before > 0 AND liquid < 0.2 * liquid_before AS emptied,
          sent_away > 0 AS sent_away,
          complaints,
          has_history,
          age >= 55 AS is_older
        FROM windows
      ),

      points AS (
        SELECT
          *,
          IF(income_fell, 4, 0) + IF(has_no_income, 2, 0) + IF(bills_fell, 4, 0) + IF(bills_ended, 1, 0) + IF(purchases_fell, 1, 0)
            + IF(emptied, 1, 0) + IF(sent_away, 2, 0) + IF(complaints >= 1, 2, 0) + IF(complaints >= 2, 1, 0)
            - IF(is_older, 1, 0) AS points
        FROM signs
      )

      SELECT
        p.customer_id,
        p.month,
        p.month = e.last_month AS is_current,
        p.has_history,
        p.points,
        CASE WHEN p.points >= 6 THEN 'High' WHEN p.points >= 3 THEN 'Medium' ELSE 'Low' END AS risk,
        CONCAT(
          IF(p.income_fell, 'income halved; ', ''),
          IF(p.has_no_income, 'no income here; ', ''),
          IF(p.bills_fell, 'bills move away; ', ''),
          IF(p.bills_ended, 'bills have ended; ', ''),
          IF(p.purchases_fell, 'buys less; ', ''),
          IF(p.emptied, 'account emptied; ', ''),
          IF(p.sent_away, 'money sent to another bank; ', ''),
          IF(p.complaints = 1, 'a complaint; ', ''),
          IF(p.complaints > 1, CONCAT(CAST(p.complaints AS STRING), ' complaints; '), '')
        ) AS reasons
      FROM points AS p
      CROSS JOIN ${data_end.SQL_TABLE_NAME} AS e ;;
  }

  dimension: churn_risk_id {
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

  dimension_group: as_of {
    type: time
    timeframes: [raw, month, quarter, year]
    convert_tz: no
    datatype: date
    description: "Month at whose end the risk is stated."
    sql: ${TABLE}.month ;;
  }

  dimension: is_current {
    type: yesno
    description: "The row of the last month, which describes today's customers."
    sql: ${TABLE}.is_current ;;
  }

  dimension: is_period_end {
    hidden: yes
    type: yesno
    description: "The last month that the filters on the month leave, of each period by which the query groups."
    sql: ${TABLE}.month IN (
      SELECT MAX(r.month)
      FROM ${churn_risk.SQL_TABLE_NAME} AS r
      WHERE {% condition churn_risk.as_of_raw %} r.month {% endcondition %}
        AND {% condition churn_risk.as_of_month %} r.month {% endcondition %}
        AND {% condition churn_risk.as_of_quarter %} r.month {% endcondition %}
        AND {% condition churn_risk.as_of_year %} r.month {% endcondition %}
        AND {% condition churn_risk.is_current %} r.is_current {% endcondition %}
      GROUP BY r.month IS NULL
        {% if churn_risk.as_of_raw._is_selected or churn_risk.as_of_month._is_selected %}, r.month{% endif %}
        {% if churn_risk.as_of_quarter._is_selected %}, DATE_TRUNC(r.month, QUARTER){% endif %}
        {% if churn_risk.as_of_year._is_selected %}, EXTRACT(YEAR FROM r.month){% endif %}
        {% if churn_risk.is_current._is_selected %}, r.is_current{% endif %}
    ) ;;
  }

  dimension: has_history {
    type: yesno
    label: "Has Half a Year of History"
    description: "Six months are there to compare; with fewer, only some signs can show."
    sql: ${TABLE}.has_history ;;
  }

  dimension: points {
    type: number
    label: "Churn Points"
    description: "Points of the scorecard at the month's end, explained in full under today's churn risk."
    sql: ${TABLE}.points ;;
  }

  dimension: risk {
    type: string
    label: "Churn Risk"
    description: "High from 6 points, Medium from 3, Low below, at the month's end."
    sql: ${TABLE}.risk ;;
    order_by_field: risk_rank
  }

  dimension: risk_rank {
    hidden: yes
    type: number
    sql: CASE ${risk} WHEN 'High' THEN 1 WHEN 'Medium' THEN 2 ELSE 3 END ;;
  }

  measure: customers {
    type: count_distinct
    description: "Customers with a churn risk at the last month-end of the period looked at."
    sql: ${customer_id} ;;
    filters: [is_period_end: "Yes"]
    drill_fields: [dim_customer.customer_number, dim_customer.name, risk, points]
  }

  measure: high_risk_customers {
    type: count_distinct
    description: "Customers whose risk is High at the last month-end of the period looked at."
    sql: ${customer_id} ;;
    filters: [is_period_end: "Yes", risk: "High"]
    drill_fields: [dim_customer.customer_number, dim_customer.name, risk, points]
  }

  measure: high_risk_share {
    type: number
    description: "Share of customers whose risk is High at the last month-end of the period looked at."
    value_format_name: percent_1
    sql: SAFE_DIVIDE(${high_risk_customers}, ${customers}) ;;
  }

  measure: average_points {
    type: average
    description: "Mean of the scorecard's points at the last month-end of the period looked at."
    value_format_name: decimal_1
    sql: ${points} ;;
    filters: [is_period_end: "Yes"]
  }

  measure: count {
    hidden: yes
    type: count
  }

  measure: distinct_keys {
    hidden: yes
    type: count_distinct
    sql: ${churn_risk_id} ;;
  }
}
