# Spells of pay by one employer, and what follows the end of each. SQL, because spells are islands in time (windows).

view: job_end {
  derived_table: {
    datagroup_trigger: daily
    cluster_keys: ["customer_id"]
    sql:
      WITH income AS (
        SELECT customer_id, transaction_category AS category, counterparty_name AS payer, transaction_date AS day, amount AS usd
        FROM ${fact_transaction.SQL_TABLE_NAME}
        WHERE amount > 0
          AND transaction_category IN (
            'Payroll', 'Gig Income', 'Social Security', 'Pension', 'Unemployment Benefit', 'Family Support'
          )
      ),

      pay AS (
        SELECT customer_id, IF(category = 'Payroll', payer, 'gigs') AS payer, day, usd
        FROM income
        WHERE category IN ('Payroll', 'Gig Income')
      ),

      marked AS (
        SELECT
          *,
          IF(COALESCE(DATE_DIFF(day, LAG(day) OVER (PARTITION BY customer_id, payer ORDER BY day), DAY) > 75, TRUE), 1, 0) AS starts
        FROM pay
      ),

      numbered AS (
        SELECT
          *,
          SUM(starts) OVER (PARTITION BY customer_id, payer ORDER BY day ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS number
        FROM marked
      ),

      spells AS (
        SELECT
          customer_id,
          payer,
          number,
          MIN(day) AS first_day,
          MAX(day) AS last_day,
          COUNT(*) AS pays,
          SUM(usd) / GREATEST(1, (DATE_DIFF(MAX(day), MIN(day), DAY) + 14) / 30.4) AS usual_usd,
          ABS(ARRAY_AGG(usd ORDER BY day DESC, usd)[OFFSET(0)] / APPROX_QUANTILES(usd, 2)[OFFSET(1)] - 1) AS last_pay_off
        FROM numbered
        GROUP BY customer_id, payer, number
        HAVING COUNT(*) >= 2
      ),

      ended AS (
        SELECT s.*
        FROM spells AS s
        INNER JOIN ${data_end.SQL_TABLE_NAME} AS e ON s.last_day < DATE_SUB(e.last_day, INTERVAL 45 DAY)
        WHERE s.payer <> 'gigs'
      ),

      bills AS (
        SELECT
          s.customer_id,
          s.payer,
          s.number,
          COUNTIF(t.transaction_date > DATE_ADD(s.last_day, INTERVAL 15 DAY))
            / GREATEST(1, COUNTIF(t.transaction_date < s.last_day)) AS bills_kept
        FROM ended AS s
        INNER JOIN ${fact_transaction.SQL_TABLE_NAME} AS t ON s.customer_id = t.customer_id
        WHERE t.transaction_category = 'Bill'
          AND t.transaction_date BETWEEN DATE_SUB(s.last_day, INTERVAL 60 DAY) AND DATE_ADD(s.last_day, INTERVAL 75 DAY)
        GROUP BY s.customer_id, s.payer, s.number
      ),

      studies AS (
        SELECT customer_id, MIN(month) AS first_support, LAST_DAY(MAX(month)) AS last_support
        FROM ${life_signs.SQL_TABLE_NAME}
        WHERE family_support > 0 OR tuition > 0
        GROUP BY customer_id
      ),

      pensions AS (
        SELECT i.customer_id, MIN(i.first_pension) AS pension_day
        FROM (
          SELECT customer_id, category, MIN(day) AS first_pension
          FROM income
          WHERE category IN ('Social Security', 'Pension')
          GROUP BY customer_id, category
        ) AS i
        INNER JOIN ${data_end.SQL_TABLE_NAME} AS e ON i.first_pension > DATE_ADD(e.first_day, INTERVAL 45 DAY)
        GROUP BY i.customer_id
      ),

      benefits AS (
        SELECT s.customer_id, s.payer, s.number, MIN(i.day) AS benefit_day
        FROM spells AS s
        INNER JOIN income AS i ON s.customer_id = i.customer_id
        WHERE i.category = 'Unemployment Benefit'
          AND i.day BETWEEN DATE_SUB(s.last_day, INTERVAL 30 DAY) AND DATE_ADD(s.last_day, INTERVAL 60 DAY)
        GROUP BY s.customer_id, s.payer, s.number
      ),

      successors AS (
        SELECT
          s.customer_id,
          s.payer,
          s.number,
          n.payer AS next_payer,
          n.first_day AS next_day,
          n.usual_usd AS next_usd
        FROM spells AS s
        INNER JOIN spells AS n ON s.customer_id = n.customer_id
        WHERE n.payer <> s.payer
          AND n.first_day BETWEEN DATE_SUB(s.last_day, INTERVAL 45 DAY) AND DATE_ADD(s.last_day, INTERVAL 24 DAY)
          AND n.first_day > DATE_ADD(s.first_day, INTERVAL 15 DAY)
          AND n.last_day > s.last_day
        QUALIFY ROW_NUMBER() OVER (PARTITION BY s.customer_id, s.payer, s.number ORDER BY n.first_day, n.payer) = 1
      ),

      joined AS (
        SELECT
          s.*,
          COALESCE(b.bills_kept, 0) AS bills_kept,
          n.next_payer,
          n.next_day,
          n.next_usd,
          u.benefit_day,
          p.pension_day,
          DATE_DIFF(s.last_day, c.date_of_birth, MONTH) / 12 AS age,
          COALESCE(
            s.last_day BETWEEN DATE_SUB(f.first_support, INTERVAL 60 DAY) AND DATE_ADD(f.last_support, INTERVAL 60 DAY), FALSE
          ) AS has_support
        FROM spells AS s
        INNER JOIN ${dim_customer.SQL_TABLE_NAME} AS c ON s.customer_id = c.customer_id
        LEFT JOIN bills AS b ON s.customer_id = b.customer_id AND s.payer = b.payer AND s.number = b.number
        LEFT JOIN successors AS n ON s.customer_id = n.customer_id AND s.payer = n.payer AND s.number = n.number
        LEFT JOIN benefits AS u ON s.customer_id = u.customer_id AND s.payer = u.payer AND s.number = u.number
        LEFT JOIN pensions AS p ON s.customer_id = p.customer_id
        LEFT JOIN studies AS f ON s.customer_id = f.customer_id
      ),

      judged AS (
        SELECT
          j.*,
          j.usual_usd < 3000 AND (j.has_support OR j.age < 26) AS is_student,
          j.age >= 60 AND IF(
            j.age < 62,
            j.benefit_day IS NULL,
            COALESCE(ABS(DATE_DIFF(j.pension_day, j.last_day, DAY)) <= 100, FALSE)
          ) AS retires,
          j.last_day < DATE_SUB(e.last_day, INTERVAL 45 DAY) AS has_ended
        FROM joined AS j
        CROSS JOIN ${data_end.SQL_TABLE_NAME} AS e
      )

      SELECT
        customer_id,
        'Job change' AS event,
        MIN(next_day) AS day,
        CONCAT('paid by ', next_payer, ' in place of another employer') AS evidence
      FROM judged
      WHERE next_day IS NOT NULL
        AND benefit_day IS NULL
        AND NOT (is_student AND next_usd > 1.6 * usual_usd)
        AND (payer <> 'gigs' OR usual_usd > 0.5 * next_usd)
      GROUP BY customer_id, next_payer, next_day
      UNION ALL
      SELECT
        customer_id,
        'Job loss' AS event,
        last_day AS day,
        CONCAT('pay by ', payer, ' ended', IF(benefit_day IS NULL, ' with an unusual last pay', ', benefits started')) AS evidence
      FROM judged
      WHERE payer <> 'gigs'
        AND has_ended
        AND NOT is_student
        AND (
          benefit_day IS NOT NULL
          OR (next_day IS NULL AND NOT retires AND bills_kept >= 0.65 AND last_pay_off >= 0.08)
        )
      UNION ALL
      SELECT
        customer_id,
        'Retirement' AS event,
        day,
        CONCAT('pay by ', payer, ' ended, ', IF(pension_day IS NULL, 'nothing followed', 'a pension started')) AS evidence
      FROM (
        SELECT *, IF(retires AND benefit_day IS NULL, last_day, pension_day) AS day
        FROM judged
        WHERE age >= 60
          AND has_ended
          AND next_day IS NULL
          AND ((retires AND (pension_day IS NOT NULL OR bills_kept >= 0.8)) OR pension_day > last_day)
        QUALIFY ROW_NUMBER() OVER (PARTITION BY customer_id ORDER BY last_day DESC, payer) = 1
      )
      WHERE day IS NOT NULL ;;
  }

  dimension: job_end_id {
    primary_key: yes
    hidden: yes
    type: string
    sql: CONCAT(CAST(${customer_id} AS STRING), '-', ${TABLE}.event, '-', CAST(${TABLE}.day AS STRING), ${TABLE}.evidence) ;;
  }

  dimension: customer_id {
    hidden: yes
    type: number
    sql: ${TABLE}.customer_id ;;
  }
}
