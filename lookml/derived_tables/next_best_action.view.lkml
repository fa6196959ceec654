# Next best action: what to offer or say to each customer, ranked. SQL, because the findings of seven tables become rows of one.

view: next_best_action {
  derived_table: {
    datagroup_trigger: daily
    cluster_keys: ["customer_id"]
    sql:
      WITH told AS (
        SELECT
          t.customer_id,
          COUNTIF(t.reason = 'Family Change') > 0 AS family_changed,
          COUNTIF(t.reason = 'Address Change') > 0 AS moved
        FROM ${fact_interaction.SQL_TABLE_NAME} AS t
        INNER JOIN ${data_end.SQL_TABLE_NAME} AS e ON t.interaction_date > DATE_SUB(e.last_month, INTERVAL 5 MONTH)
        WHERE t.reason IN ('Family Change', 'Address Change')
        GROUP BY t.customer_id
      ),

      cover AS (
        SELECT
          g.customer_id,
          'Cover gap' AS action,
          CONCAT(g.kind, ' insurance') AS offer,
          CASE
            WHEN g.kind = 'Auto' OR (g.kind = 'Life' AND COALESCE(v.family_changed, FALSE)) THEN 3
            WHEN g.kind = 'Life' OR (g.kind IN ('Home', 'Renters') AND COALESCE(v.moved, FALSE)) THEN 2
            ELSE 1
          END AS urgency,
          GREATEST(g.needed - g.insured_here, 0) * CASE g.kind
            WHEN 'Life' THEN @{life_premium_percent}
            WHEN 'Home' THEN @{home_premium_percent}
            WHEN 'Renters' THEN @{renters_premium_percent}
            WHEN 'Auto' THEN @{auto_premium_percent}
            ELSE @{travel_premium_percent}
          END / 100 * @{premium_margin_percent} / 100 AS bank_value,
          0 AS customer_value,
          CONCAT(
            IF(g.insured_here > 0, CONCAT(g.kind, ' cover here is too small; '), CONCAT('No ', LOWER(g.kind), ' premium is paid here or to an insurer; ')),
            '$', CAST(CAST(ROUND(GREATEST(g.needed - g.insured_here, 0) / 1000) AS INT64) AS STRING), 'K are not insured',
            IF(g.kind = 'Life' AND COALESCE(v.family_changed, FALSE), '; has told of a change in the family', ''),
            IF(g.kind IN ('Home', 'Renters') AND COALESCE(v.moved, FALSE), '; has told of a move', '')
          ) AS reason
        FROM ${coverage_gap.SQL_TABLE_NAME} AS g
        LEFT JOIN told AS v ON g.customer_id = v.customer_id
        WHERE g.status = 'Gap'
      ),

      prepay AS (
        SELECT
          customer_id,
          'Prepay or consolidate' AS action,
          'Prepay loan' AS offer,
          IF(loan_rate >= 10, 2, 1) AS urgency,
          0 AS bank_value,
          prepayment * (loan_rate - deposit_yield) / 100 AS customer_value,
          CONCAT(
            '$', CAST(CAST(ROUND(prepayment / 1000) AS INT64) AS STRING), 'K beyond @{cushion_months} months of outflow lie idle while a loan costs ',
            CAST(ROUND(CAST(loan_rate AS NUMERIC), 1) AS STRING), '%'
          ) AS reason
        FROM ${cash_position.SQL_TABLE_NAME}
        WHERE prepayment >= 1000 AND loan_rate > deposit_yield + 1
      ),

      card_rates AS (
        SELECT s.customer_id, SUM(s.balance * a.interest_rate) / SUM(s.balance) AS rate
        FROM ${fact_account_snapshot.SQL_TABLE_NAME} AS s
        INNER JOIN ${data_end.SQL_TABLE_NAME} AS e ON s.snapshot_date = e.last_day
        INNER JOIN ${dim_account.SQL_TABLE_NAME} AS a ON s.account_id = a.account_id
        WHERE a.account_type = 'Credit Card' AND s.balance > 0
        GROUP BY s.customer_id
      ),

      consolidate AS (
        SELECT
          c.customer_id,
          'Prepay or consolidate' AS action,
          'Consolidation loan' AS offer,
          IF(c.usual_utilization >= 0.8, 3, 2) AS urgency,
          0 AS bank_value,
          c.card_balance * (r.rate - @{consolidation_rate_percent}) / 100 AS customer_value,
          CONCAT(
            'Cards have been used to ', CAST(CAST(ROUND(100 * c.usual_utilization) AS INT64) AS STRING), '% of their limits for half a year, at ',
            CAST(ROUND(CAST(r.rate AS NUMERIC), 1) AS STRING), '%'
          ) AS reason
        FROM ${card_use.SQL_TABLE_NAME} AS c
        INNER JOIN card_rates AS r ON c.customer_id = r.customer_id
        WHERE c.usual_utilization >= 0.5 AND c.card_balance >= 1000 AND r.rate > @{consolidation_rate_percent}
      ),

      invest AS (
        SELECT
          customer_id,
          'Invest idle cash' AS action,
          IF(invested > 0, 'Managed portfolio', 'First investment') AS offer,
          IF(idle_cash >= 50000, 2, 1) AS urgency,
          idle_cash * @{managed_fee_percent} / 100 AS bank_value,
          idle_cash * GREATEST(@{investment_return_percent} - @{managed_fee_percent} - deposit_yield, 0) / 100 AS customer_value,
          CONCAT(
            '$', CAST(CAST(ROUND(idle_cash / 1000) AS INT64) AS STRING), 'K beyond @{idle_months} months of outflow earn ',
            CAST(ROUND(CAST(deposit_yield AS NUMERIC), 1) AS STRING), '%'
          ) AS reason
        FROM ${cash_position.SQL_TABLE_NAME}
        WHERE idle_cash >= 5000
      ),

      profits AS (
        SELECT
          p.customer_id,
          SUM(p.net_interest_income + p.fees + p.interchange - p.expected_loss - p.cost_to_serve) AS yearly_profit
        FROM ${customer_profit.SQL_TABLE_NAME} AS p
        INNER JOIN ${data_end.SQL_TABLE_NAME} AS e ON p.month > DATE_SUB(e.last_month, INTERVAL 12 MONTH)
        GROUP BY p.customer_id
      ),

      retain AS (
        SELECT
          r.customer_id,
          'Retain' AS action,
          IF(r.risk = 'High', 'Call today', 'Check-in call') AS offer,
          IF(r.risk = 'High', 3, 2) AS urgency,
          GREATEST(p.yearly_profit, 0) * IF(r.risk = 'High', @{high_risk_leaves_percent}, @{medium_risk_leaves_percent}) / 100 AS bank_value,
          0 AS customer_value,
          CONCAT(r.risk, ' risk of leaving: ', RTRIM(r.reasons, '; ')) AS reason
        FROM ${churn_risk.SQL_TABLE_NAME} AS r
        INNER JOIN profits AS p ON r.customer_id = p.customer_id
        WHERE r.is_current AND (r.risk = 'High' OR (r.risk = 'Medium' AND p.yearly_profit > 0))
      ),

      leaks AS (
        SELECT
          l.customer_id,
          SUM(IF(l.fintech_kind = 'Brokerage', l.sent, 0)) AS to_brokers,
          SUM(IF(l.fintech_kind = 'Neobank', l.sent, 0)) AS to_neobanks,
          SUM(IF(l.month > DATE_SUB(e.last_month, INTERVAL 3 MONTH), l.sent, 0)) AS of_quarter,
          SUM(l.sent) AS of_year
        FROM ${wallet_leakage.SQL_TABLE_NAME} AS l
        INNER JOIN ${data_end.SQL_TABLE_NAME} AS e ON l.month > DATE_SUB(e.last_month, INTERVAL 12 MONTH)
        WHERE l.fintech_kind IN ('Brokerage', 'Neobank')
        GROUP BY l.customer_id
      ),

      win_back AS (
        SELECT
          l.customer_id,
          'Win back from fintech' AS action,
          IF(l.to_brokers >= l.to_neobanks, 'Brokerage account', 'High-yield savings') AS offer,
          IF(l.of_quarter > 0.4 * l.of_year, 2, 1) AS urgency,
          l.to_brokers * @{managed_fee_percent} / 100 + l.to_neobanks * @{savings_margin_percent} / 100 AS bank_value,
          0 AS customer_value,
          CONCAT(
            'Sent $', CAST(CAST(ROUND(l.of_year / 1000) AS INT64) AS STRING), 'K to brokers and neobanks in a year',
            IF(l.of_quarter > 0.4 * l.of_year, ', most of it lately', '')
          ) AS reason
        FROM leaks AS l
        INNER JOIN ${cash_position.SQL_TABLE_NAME} AS c ON l.customer_id = c.customer_id
        WHERE l.of_year >= 1000
      ),

      better_cards AS (
        SELECT customer_id
        FROM ${dim_account.SQL_TABLE_NAME}
        WHERE account_type = 'Credit Card'
          AND close_date IS NULL
          AND product_name IN ('Gold Card', 'Platinum Card', 'Travel Rewards Card')
      ),

      upgrade AS (
        SELECT
          c.customer_id,
          'Upgrade card' AS action,
          IF(h.trips >= @{travel_cover_trips}, 'Travel Rewards Card', 'Gold Card') AS offer,
          1 AS urgency,
          @{better_card_fee_usd} AS bank_value,
          c.yearly_spending * @{better_card_reward_percent} / 100 - @{better_card_fee_usd} AS customer_value,
          CONCAT(
            'Puts $', CAST(CAST(ROUND(c.yearly_spending / 1000) AS INT64) AS STRING), 'K a year on a basic card',
            IF(h.trips >= @{travel_cover_trips}, CONCAT(' and took ', CAST(h.trips AS STRING), ' trips'), '')
          ) AS reason
        FROM ${card_use.SQL_TABLE_NAME} AS c
        INNER JOIN ${household_signs.SQL_TABLE_NAME} AS h ON c.customer_id = h.customer_id
        WHERE c.customer_id NOT IN (SELECT customer_id FROM better_cards)
          AND c.yearly_spending * @{better_card_reward_percent} / 100 > @{better_card_fee_usd}
          AND c.usual_utilization < 0.5
      ),

      actions AS (
        SELECT * FROM cover
        UNION ALL
        SELECT * FROM prepay
        UNION ALL
        SELECT * FROM consolidate
        UNION ALL
        SELECT * FROM invest
        UNION ALL
        SELECT * FROM retain
        UNION ALL
        SELECT * FROM win_back
        UNION ALL
        SELECT * FROM upgrade
      )

      SELECT
        *,
        ROW_NUMBER() OVER (
          PARTITION BY customer_id ORDER BY urgency DESC, GREATEST(bank_value, customer_value) DESC, offer
        ) AS priority
      FROM actions ;;
  }

  dimension: next_best_action_id {
    primary_key: yes
    hidden: yes
    type: string
    sql: CONCAT(CAST(${customer_id} AS STRING), '-', ${offer}) ;;
  }

  dimension: customer_id {
    hidden: yes
    type: number
    sql: ${TABLE}.customer_id ;;
  }

  dimension: priority {
    type: number
    description: "Place of the action among those for the customer: the most urgent first, then by the larger of the two values."
    sql: ${TABLE}.priority ;;
  }

  dimension: is_first {
    type: yesno
    label: "Best Action"
    description: "The action of priority 1."
    sql: ${priority} = 1 ;;
  }

  dimension: action {
    type: string
    label: "Next Best Action"
    description: "Cover gap, Prepay or consolidate, Invest idle cash, Retain, Win back from fintech, or Upgrade card."
    sql: ${TABLE}.action ;;
    link: {
      label: "Customers for {{ value }}"
      url: "/dashboards/customer_360::work_list?Action={{ value | url_encode }}"
    }
  }

  dimension: offer {
    type: string
    description: "What to offer or do."
    sql: ${TABLE}.offer ;;
    action: {
      label: "Send offer"
      url: "https://crm.example.com/offers"
      icon_url: "https://crm.example.com/offer.png"
      param: {
        name: "customer_id"
        value: "{{ dim_customer.customer_number._value }}"
      }
      param: {
        name: "offer"
        value: "{{ value }}"
      }
      form_param: {
        name: "message"
        type: textarea
        label: "Message to the customer"
        required: yes
      }
    }
  }

  dimension: reason {
    type: string
    label: "Action Reason"
    description: "Why, in words."
    sql: ${TABLE}.reason ;;
  }

  dimension: urgency {
    type: number
    description: "3: act today (High churn risk, car not insured, cards above 80%, a change in the family reported). 2: this month. 1: at the next conversation."
    sql: ${TABLE}.urgency ;;
  }

  dimension: bank_value {
    type: number
    label: "Yearly Value to the Bank"
    description: "Cover: premium at usual rates times the insurer's margin. Retain: yearly profit times the chance of leaving. Idle cash and fintech: fees and the margin on savings. Card: its annual fee. Prepaying and consolidating: 0, for the customer's sake."
    value_format_name: usd_0
    sql: ${TABLE}.bank_value ;;
  }

  dimension: customer_value {
    type: number
    label: "Yearly Value to the Customer"
    description: "Interest saved by prepaying or consolidating, return on idle cash above what deposits pay, rewards of a better card less its fee."
    value_format_name: usd_0
    sql: ${TABLE}.customer_value ;;
  }

  measure: actions {
    type: count
    description: "Next best actions."
    drill_fields: [detail*]
  }

  measure: customers_with_actions {
    type: count_distinct
    description: "Customers for whom there is something to do."
    sql: ${customer_id} ;;
    drill_fields: [detail*]
  }

  measure: total_bank_value {
    type: sum
    label: "Total Yearly Value to the Bank"
    description: "Sum of the yearly values to the bank."
    value_format_name: usd_0
    sql: ${bank_value} ;;
    drill_fields: [detail*]
  }

  measure: total_customer_value {
    type: sum
    label: "Total Yearly Value to Customers"
    description: "Sum of the yearly values to customers. Prepaying and investing may be advised for the same money: then it counts twice."
    value_format_name: usd_0
    sql: ${customer_value} ;;
    drill_fields: [detail*]
  }

  measure: most_urgent {
    type: max
    description: "Highest urgency among the actions."
    sql: ${urgency} ;;
  }

  set: detail {
    fields: [dim_customer.customer_number, priority, action, offer, reason, urgency, bank_value, customer_value]
  }
}
