# Portfolio ROI and risk appetite of a customer today. SQL, because returns are chained and four signs are weighed.

view: portfolio {
  derived_table: {
    datagroup_trigger: daily
    cluster_keys: ["customer_id"]
    sql:
      WITH returns AS (
        SELECT
          p.customer_id,
          EXP(SUM(LN(1 + GREATEST(p.monthly_return, -0.99)))) - 1 AS yearly_return,
          SUM(p.gain) AS yearly_gain,
          STDDEV(p.monthly_return) * SQRT(12) AS volatility,
          COUNT(*) AS months
        FROM ${portfolio_month.SQL_TABLE_NAME} AS p
        INNER JOIN ${data_end.SQL_TABLE_NAME} AS e ON p.month > DATE_SUB(e.last_month, INTERVAL 12 MONTH)
        GROUP BY p.customer_id
      ),

      outside AS (
        SELECT l.customer_id, SUM(IF(l.fintech_kind IN ('Crypto', 'Brokerage'), l.sent, 0)) AS speculative
        FROM ${wallet_leakage.SQL_TABLE_NAME} AS l
        INNER JOIN ${data_end.SQL_TABLE_NAME} AS e ON l.month > DATE_SUB(e.last_month, INTERVAL 12 MONTH)
        GROUP BY l.customer_id
      )

      SELECT
        m.customer_id,
        m.invested,
        SAFE_DIVIDE(m.invested, m.invested + GREATEST(m.deposits, 0)) AS invested_share,
        r.yearly_return,
        r.yearly_gain,
        r.volatility,
        r.months,
        COALESCE(o.speculative, 0) AS speculative,
        CASE c.risk_tolerance WHEN 'Conservative' THEN 20 WHEN 'Moderate' THEN 50 ELSE 80 END AS stated_score,
        30 * COALESCE(SAFE_DIVIDE(m.invested, m.invested + GREATEST(m.deposits, 0)), 0)
          + 20 * LEAST(COALESCE(r.volatility, 0) / 0.2, 1)
          + 10 * LEAST(COALESCE(o.speculative, 0) / 5000, 1) AS shown_points
      FROM ${customer_month.SQL_TABLE_NAME} AS m
      INNER JOIN ${data_end.SQL_TABLE_NAME} AS e ON m.month = e.last_month
      INNER JOIN ${dim_customer.SQL_TABLE_NAME} AS c ON m.customer_id = c.customer_id
      LEFT JOIN returns AS r ON m.customer_id = r.customer_id
      LEFT JOIN outside AS o ON m.customer_id = o.customer_id ;;
  }

  dimension: customer_id {
    primary_key: yes
    hidden: yes
    type: number
    sql: ${TABLE}.customer_id ;;
  }

  dimension: invested {
    type: number
    description: "Securities held here on the last day."
    value_format_name: usd_0
    sql: ${TABLE}.invested ;;
  }

  dimension: has_portfolio {
    type: yesno
    description: "Holds securities here."
    sql: ${invested} > 0 ;;
  }

  dimension: invested_share {
    type: number
    description: "Securities over securities and deposits here."
    value_format_name: percent_0
    sql: ${TABLE}.invested_share ;;
  }

  dimension: yearly_return {
    type: number
    label: "Portfolio ROI"
    description: "Return of the securities over the last twelve months (or since they were opened), time-weighted: monthly returns by modified Dietz (flows in mid-month), chained, so that what the customer put in or took out does not count."
    value_format_name: percent_1
    sql: ${TABLE}.yearly_return ;;
  }

  dimension: yearly_gain {
    type: number
    label: "Portfolio Gain in a Year"
    description: "What the securities gained in the last twelve months, without what was put in."
    value_format_name: usd_0
    sql: ${TABLE}.yearly_gain ;;
  }

  dimension: volatility {
    type: number
    description: "Standard deviation of monthly returns over a year, times the square root of 12."
    value_format_name: percent_1
    sql: ${TABLE}.volatility ;;
  }

  dimension: stated_score {
    type: number
    label: "Stated Risk Tolerance Score"
    description: "Answer to the suitability questions: Conservative 20, Moderate 50, Aggressive 80."
    sql: ${TABLE}.stated_score ;;
  }

  dimension: risk_appetite {
    type: number
    description: "0 (none) to 100: 0.4 of the stated score; up to 30 for the share of money invested; up to 20 for volatility, full at 20% a year; up to 10 for money sent to crypto exchanges and outside brokers, full at 5,000 USD a year."
    value_format_name: decimal_0
    sql: 0.4 * ${stated_score} + ${TABLE}.shown_points ;;
  }

  dimension: risk_band {
    type: string
    label: "Risk Appetite Band"
    description: "Cautious below 25, Balanced below 50, Growth below 70, Speculative above."
    case: {
      when: {
        sql: ${risk_appetite} < 25 ;;
        label: "Cautious"
      }
      when: {
        sql: ${risk_appetite} < 50 ;;
        label: "Balanced"
      }
      when: {
        sql: ${risk_appetite} < 70 ;;
        label: "Growth"
      }
      else: "Speculative"
    }
  }

  dimension: is_bolder_than_stated {
    type: yesno
    label: "Bolder Than Stated"
    description: "Answered Conservative, yet more than half the money is invested or it swings by more than 15% a year: talk about suitability."
    sql: ${stated_score} = 20 AND (${invested_share} > 0.5 OR ${volatility} > 0.15) ;;
  }

  measure: investors {
    type: count
    description: "Customers with securities here."
    filters: [has_portfolio: "Yes"]
    drill_fields: [dim_customer.customer_number, dim_customer.name, invested, yearly_return, risk_appetite]
  }

  measure: average_risk_appetite {
    type: average
    description: "Mean risk appetite."
    value_format_name: decimal_0
    sql: ${risk_appetite} ;;
    drill_fields: [dim_customer.customer_number, dim_customer.name, risk_appetite, risk_band]
  }

  measure: summed_return {
    hidden: yes
    type: sum
    sql: ${yearly_return} * ${invested} ;;
  }

  measure: summed_invested {
    hidden: yes
    type: sum
    sql: IF(${yearly_return} IS NULL, 0, ${invested}) ;;
  }

  measure: average_return {
    type: number
    label: "Portfolio ROI, Weighted"
    description: "Mean of the customers' returns over twelve months, weighted by what they hold today."
    value_format_name: percent_1
    sql: SAFE_DIVIDE(${summed_return}, ${summed_invested}) ;;
    drill_fields: [dim_customer.customer_number, dim_customer.name, invested, yearly_return]
  }

  measure: total_gain {
    type: sum
    label: "Portfolio Gains in a Year"
    description: "What securities gained in the last twelve months."
    value_format_name: usd_0
    sql: ${yearly_gain} ;;
    drill_fields: [dim_customer.customer_number, dim_customer.name, invested, yearly_gain]
  }
}
