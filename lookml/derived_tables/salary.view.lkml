# Salary detector: who pays whom how often, from credits of one payer that come at regular intervals. SQL, because intervals need
# windows. The category of a posting is not read: dates, amounts and payers must tell.

view: salary {
  derived_table: {
    datagroup_trigger: daily
    cluster_keys: ["customer_id"]
    sql:
      WITH employers AS (
        SELECT DISTINCT counterparty_name AS payer
        FROM ${fact_transaction.SQL_TABLE_NAME}
        WHERE transaction_type = 'credit' AND counterparty_name IS NOT NULL
      ),

      credits AS (
        SELECT
          t.customer_id,
          p.payer,
          t.transaction_date AS day,
          SUM(t.amount) AS amount
        FROM ${fact_transaction.SQL_TABLE_NAME} AS t
        INNER JOIN (
          SELECT payer
          FROM employers
          WHERE NOT REGEXP_CONTAINS(
            LOWER(payer), r'retire|pension|annuit|^ssa |^irs |treas|unemployment|zelle|venmo|paypal|transfer'
          )
        ) AS p ON t.counterparty_name = p.payer
        INNER JOIN ${dim_account.SQL_TABLE_NAME} AS a ON t.account_id = a.account_id
        INNER JOIN ${data_end.SQL_TABLE_NAME} AS e ON t.transaction_date > DATE_SUB(e.last_day, INTERVAL 12 MONTH)
        WHERE t.transaction_type = 'credit'
          AND t.counterparty_type = 'external'
          AND t.amount > 0
          AND t.merchant_id IS NULL
          AND a.account_type = 'CASA'
        GROUP BY t.customer_id, p.payer, t.transaction_date
      ),

      spaced AS (
        SELECT
          c.*,
          DATE_DIFF(c.day, LAG(c.day) OVER (PARTITION BY c.customer_id, c.payer ORDER BY c.day), DAY) AS gap,
          IF(c.day > DATE_SUB(e.last_day, INTERVAL 120 DAY), c.amount, NULL) AS recent_amount
        FROM credits AS c
        CROSS JOIN ${data_end.SQL_TABLE_NAME} AS e
      ),

      streams AS (
        SELECT
          customer_id,
          payer,
          MIN(day) AS first_day,
          MAX(day) AS last_day,
          APPROX_QUANTILES(recent_amount, 2)[OFFSET(1)] AS amount,
          SUM(recent_amount) AS recent_pay,
          COUNT(gap) AS gaps,
          COUNTIF(gap BETWEEN 5 AND 9) AS by_week,
          COUNTIF(gap BETWEEN 11 AND 19) AS by_half_month,
          COUNTIF(gap = 14) AS by_two_weeks,
          COUNTIF(gap BETWEEN 26 AND 36) AS by_month
        FROM spaced
        GROUP BY customer_id, payer
      ),

      own_rhythm AS (
        SELECT
          *,
          CASE
            WHEN gaps < 2 THEN NULL
            WHEN by_week >= 0.75 * gaps THEN 'Weekly'
            WHEN by_half_month >= 0.75 * gaps AND by_two_weeks >= 0.75 * gaps THEN 'Biweekly'
            WHEN by_half_month >= 0.75 * gaps THEN 'Semimonthly'
            WHEN by_month >= 0.75 * gaps THEN 'Monthly'
            ELSE 'Irregular'
          END AS rhythm
        FROM streams
      ),

      counted AS (
        SELECT payer, rhythm, COUNT(*) AS people FROM own_rhythm WHERE rhythm IS NOT NULL GROUP BY payer, rhythm
      ),

      payers AS (
        SELECT
          payer,
          rhythm,
          SUM(people) OVER (PARTITION BY payer) AS regular_people,
          all_people
        FROM (SELECT *, SUM(people) OVER (PARTITION BY payer) AS all_people FROM counted)
        WHERE rhythm <> 'Irregular'
        QUALIFY ROW_NUMBER() OVER (PARTITION BY payer ORDER BY people DESC, rhythm) = 1
      ),

      paid AS (
        SELECT
          o.customer_id,
          o.payer,
          o.first_day,
          o.last_day,
          o.amount,
          IF(o.gaps >= 6 AND o.rhythm <> 'Irregular', o.rhythm, p.rhythm) AS frequency
        FROM own_rhythm AS o
        INNER JOIN payers AS p ON o.payer = p.payer AND p.regular_people > 0.5 * p.all_people
        WHERE o.amount IS NOT NULL
      ),

      timed AS (
        SELECT
          p.*,
          e.last_day AS today,
          DATE_DIFF(e.last_day, p.last_day, DAY) AS days_since_pay,
          CASE p.frequency WHEN 'Weekly' THEN 10 WHEN 'Biweekly' THEN 18 WHEN 'Semimonthly' THEN 21 ELSE 38 END AS longest_wait,
          CASE p.frequency WHEN 'Weekly' THEN 52 WHEN 'Biweekly' THEN 26 WHEN 'Semimonthly' THEN 24 ELSE 12 END AS pays_yearly,
          CASE p.frequency
            WHEN 'Weekly' THEN DATE_ADD(p.last_day, INTERVAL 7 DAY)
            WHEN 'Biweekly' THEN DATE_ADD(p.last_day, INTERVAL 14 DAY)
            WHEN 'Semimonthly' THEN IF(
              EXTRACT(DAY FROM p.last_day) BETWEEN 10 AND 20,
              LAST_DAY(p.last_day),
              DATE_ADD(DATE_TRUNC(DATE_ADD(p.last_day, INTERVAL 10 DAY), MONTH), INTERVAL 14 DAY)
            )
            ELSE DATE_ADD(p.last_day, INTERVAL 1 MONTH)
          END AS next_nominal
        FROM paid AS p
        CROSS JOIN ${data_end.SQL_TABLE_NAME} AS e
      )

      SELECT
        *,
        days_since_pay > longest_wait AS is_missed,
        DATE_SUB(next_nominal, INTERVAL CASE EXTRACT(DAYOFWEEK FROM next_nominal) WHEN 7 THEN 1 WHEN 1 THEN 2 ELSE 0 END DAY) AS next_pay_day
      FROM timed
      WHERE TRUE
      QUALIFY ROW_NUMBER() OVER (
        PARTITION BY customer_id ORDER BY days_since_pay > longest_wait, last_day DESC, amount DESC, payer
      ) = 1 ;;
  }

  dimension: customer_id {
    primary_key: yes
    hidden: yes
    type: number
    sql: ${TABLE}.customer_id ;;
  }

  dimension: employer {
    type: string
    label: "Salary Employer"
    description: "Who pays the salary: a payer of credits at regular intervals in the last 120 days that is no pension, state or person. Of several, the one of today, then the last to pay."
    sql: ${TABLE}.payer ;;
  }

  dimension: pay_frequency {
    type: string
    description: "Weekly, Biweekly, Semimonthly or Monthly: three intervals of four in the last year fit. With fewer than six intervals, the rhythm of most who are paid by the same employer."
    sql: ${TABLE}.frequency ;;
  }

  dimension: pay_amount {
    type: number
    description: "Usual pay: the median of the last 120 days."
    value_format_name: usd_0
    sql: ${TABLE}.amount ;;
  }

  dimension: yearly_pay {
    type: number
    description: "Usual pay times pay days a year; 0 when pay has been missed."
    value_format_name: usd_0
    sql: IF(${is_missed}, 0, ${TABLE}.amount * ${TABLE}.pays_yearly) ;;
  }

  dimension: last_pay_day {
    type: date
    datatype: date
    convert_tz: no
    description: "Day of the last pay."
    sql: ${TABLE}.last_day ;;
  }

  dimension: next_pay_day {
    type: date
    datatype: date
    convert_tz: no
    label: "Next Expected Pay Day"
    description: "Day on which the next pay is due by the rhythm; the Friday before a weekend."
    sql: ${TABLE}.next_pay_day ;;
  }

  dimension: is_missed {
    type: yesno
    label: "Pay Missed"
    description: "No pay for longer than a cycle and the days that weekends and holidays shift it: 10, 18, 21 or 38 days by frequency."
    sql: ${TABLE}.is_missed ;;
  }

  dimension: status {
    type: string
    label: "Salary Status"
    description: "Paid: the salary comes here as expected. Missed: it did, in the last 120 days, and has stopped."
    sql: IF(${is_missed}, 'Missed', 'Paid') ;;
  }

  measure: salaried_customers {
    type: count
    description: "Customers whose salary comes here."
    filters: [is_missed: "No"]
    drill_fields: [dim_customer.customer_number, dim_customer.name, employer, pay_frequency, pay_amount, next_pay_day]
  }

  measure: missed_pays {
    type: count
    description: "Customers whose salary came here in the last 120 days and has stopped."
    filters: [is_missed: "Yes"]
    drill_fields: [dim_customer.customer_number, dim_customer.name, employer, pay_frequency, pay_amount, last_pay_day]
  }

  measure: average_pay {
    type: average
    description: "Mean yearly pay of customers whose salary comes here."
    value_format_name: usd_0
    sql: ${yearly_pay} ;;
    filters: [is_missed: "No"]
  }
}
