# Life events inferred from behavior: births, weddings and moves by scorecards over the months around, graduations by what changes
# after May, jobs by who pays. SQL, because every sign is summed over months of its own (windows). Nothing is read of what the
# customer file says today but the date of birth, which tells who can graduate.

view: life_event {
  derived_table: {
    datagroup_trigger: daily
    cluster_keys: ["customer_id"]
    sql:
      WITH seen AS (
        SELECT
          customer_id,
          month,
          MIN(IF(purchases >= 4, 1, 0)) OVER (each ROWS BETWEEN 2 PRECEDING AND CURRENT ROW) = 1
            AND COUNT(*) OVER (each ROWS BETWEEN 2 PRECEDING AND CURRENT ROW) = 3
            AND MAX(earned) OVER (each ROWS BETWEEN 2 PRECEDING AND 1 PRECEDING) >= 300 AS is_seen,
          MIN(IF(purchases >= 4, 1, 0)) OVER (each ROWS BETWEEN 1 FOLLOWING AND 2 FOLLOWING) = 1
            AND COUNT(*) OVER (each ROWS BETWEEN 1 FOLLOWING AND 2 FOLLOWING) = 2 AS is_confirmed
        FROM ${life_signs.SQL_TABLE_NAME}
        WINDOW each AS (PARTITION BY customer_id ORDER BY month)
      ),

      points AS (
        SELECT
          customer_id,
          month,
          -- Birth: a hospital not seen before, goods for a baby above the usual, doctors, child care, a change told.
          1.5 * LEAST(COALESCE(SUM(hospital_bill) OVER (each ROWS BETWEEN CURRENT ROW AND 2 FOLLOWING), 0), 2)
            + 1.5 * LEAST(COALESCE(SUM(hospital) OVER (each ROWS BETWEEN CURRENT ROW AND 2 FOLLOWING), 0), 3)
            - 1.5 * LEAST(COALESCE(SUM(hospital) OVER (each ROWS BETWEEN 6 PRECEDING AND 1 PRECEDING), 0), 3)
            + 1 * GREATEST(0, LEAST(COALESCE(SUM(baby_store) OVER (each ROWS BETWEEN CURRENT ROW AND 2 FOLLOWING), 0) - COALESCE(SUM(baby_store) OVER (each ROWS BETWEEN 9 PRECEDING AND 7 PRECEDING), 0), 8))
            + 0.5 * GREATEST(0, LEAST(COALESCE(SUM(baby_store) OVER (each ROWS BETWEEN 3 PRECEDING AND 1 PRECEDING), 0) - COALESCE(SUM(baby_store) OVER (each ROWS BETWEEN 9 PRECEDING AND 7 PRECEDING), 0), 4))
            + 0.5 * LEAST(COALESCE(SUM(doctor) OVER (each ROWS BETWEEN CURRENT ROW AND 2 FOLLOWING), 0), 3)
            + 0.5 * LEAST(COALESCE(SUM(doctor) OVER (each ROWS BETWEEN 6 PRECEDING AND 1 PRECEDING), 0), 4)
            + 1 * GREATEST(0, LEAST(COALESCE(SUM(child_care) OVER (each ROWS BETWEEN CURRENT ROW AND 2 FOLLOWING), 0) - COALESCE(SUM(child_care) OVER (each ROWS BETWEEN 3 PRECEDING AND 1 PRECEDING), 0), 1))
            + 3.5 * LEAST(COALESCE(family_change, 0), 1) AS birth,
          -- Wedding: rings, gown and suit, flowers, photographs, a banquet, a license, a home shared from now on, a change told.
          1.5 * LEAST(COALESCE(jewel, 0), 2)
            + 1.5 * LEAST(COALESCE(jeweler, 0), 2)
            + 0.5 * LEAST(COALESCE(SUM(jeweler) OVER (each ROWS BETWEEN 4 PRECEDING AND 1 PRECEDING), 0), 2)
            + 0.5 * LEAST(COALESCE(SUM(gown) OVER (each ROWS BETWEEN 2 PRECEDING AND CURRENT ROW), 0), 2)
            + 1.5 * LEAST(COALESCE(SUM(tailor) OVER (each ROWS BETWEEN 2 PRECEDING AND CURRENT ROW), 0), 2)
            - 0.5 * LEAST(COALESCE(SUM(tailor) OVER (each ROWS BETWEEN 7 PRECEDING AND 5 PRECEDING), 0), 2)
            + 2 * LEAST(COALESCE(SUM(florist) OVER (each ROWS BETWEEN 1 PRECEDING AND CURRENT ROW), 0), 2)
            - 1.5 * LEAST(COALESCE(SUM(florist) OVER (each ROWS BETWEEN 6 PRECEDING AND 3 PRECEDING), 0), 2)
            + 1.5 * LEAST(COALESCE(SUM(photographer) OVER (each ROWS BETWEEN CURRENT ROW AND 1 FOLLOWING), 0), 2)
            + 0.5 * LEAST(COALESCE(SUM(photographer) OVER (each ROWS BETWEEN 4 PRECEDING AND 1 PRECEDING), 0), 2)
            + 1 * LEAST(COALESCE(SUM(banquet) OVER (each ROWS BETWEEN 1 PRECEDING AND CURRENT ROW), 0), 2)
            - 1.5 * LEAST(COALESCE(SUM(banquet) OVER (each ROWS BETWEEN 6 PRECEDING AND 3 PRECEDING), 0), 2)
            + 1 * LEAST(COALESCE(SUM(drinks) OVER (each ROWS BETWEEN 1 PRECEDING AND CURRENT ROW), 0), 1)
            + 1.5 * LEAST(COALESCE(SUM(office) OVER (each ROWS BETWEEN 1 PRECEDING AND CURRENT ROW), 0), 1)
            - 1 * LEAST(COALESCE(SUM(office) OVER (each ROWS BETWEEN 5 PRECEDING AND 2 PRECEDING), 0), 2)
            - 0.5 * LEAST(COALESCE(SUM(salon) OVER (each ROWS BETWEEN 6 PRECEDING AND 3 PRECEDING), 0), 3)
            + 2 * LEAST(COALESCE(SUM(gift_shop) OVER (each ROWS BETWEEN 1 PRECEDING AND CURRENT ROW), 0), 1)
            - 1 * LEAST(COALESCE(SUM(gift_shop) OVER (each ROWS BETWEEN 5 PRECEDING AND 2 PRECEDING), 0), 2)
            + 1 * LEAST(COALESCE(SUM(agency) OVER (each ROWS BETWEEN 2 PRECEDING AND 1 FOLLOWING), 0), 1)
            + 3.5 * LEAST(COALESCE(SUM(shared_home) OVER (each ROWS BETWEEN CURRENT ROW AND 1 FOLLOWING), 0), 1)
            + 3 * LEAST(COALESCE(family_change, 0), 1) AS wedding,
          -- Move: another landlord, a down payment, a truck or movers, furniture and hardware above the usual, a change told.
          4 * LEAST(COALESCE(SUM(new_landlord) OVER (each ROWS BETWEEN CURRENT ROW AND 1 FOLLOWING), 0), 1)
            + 4 * LEAST(COALESCE(down_payment, 0), 1)
            + 3 * LEAST(COALESCE(address_change, 0), 1)
            + 2 * LEAST(COALESCE(truck, 0), 1)
            + 2 * LEAST(COALESCE(mover, 0), 1)
            + 0.7 * GREATEST(0, LEAST(COALESCE(SUM(furniture) OVER (each ROWS BETWEEN CURRENT ROW AND 1 FOLLOWING), 0) - COALESCE(SUM(furniture) OVER (each ROWS BETWEEN 3 PRECEDING AND 2 PRECEDING), 0), 3))
            + 0.7 * GREATEST(0, LEAST(COALESCE(SUM(hardware) OVER (each ROWS BETWEEN CURRENT ROW AND 1 FOLLOWING), 0) - COALESCE(SUM(hardware) OVER (each ROWS BETWEEN 3 PRECEDING AND 2 PRECEDING), 0), 3))
            + 0.4 * LEAST(COALESCE(SUM(office) OVER (each ROWS BETWEEN CURRENT ROW AND 2 FOLLOWING), 0), 1) AS move
        FROM ${life_signs.SQL_TABLE_NAME}
        WINDOW each AS (PARTITION BY customer_id ORDER BY month)
      ),

      peaks AS (
        SELECT
          *,
          birth >= 11 AND birth > COALESCE(MAX(birth) OVER (each ROWS BETWEEN 9 PRECEDING AND 1 PRECEDING), 0)
            AND birth >= MAX(birth) OVER (each ROWS BETWEEN CURRENT ROW AND 9 FOLLOWING) AS is_birth,
          wedding >= 9 AND wedding > COALESCE(MAX(wedding) OVER (each ROWS BETWEEN 6 PRECEDING AND 1 PRECEDING), 0)
            AND wedding >= MAX(wedding) OVER (each ROWS BETWEEN CURRENT ROW AND 6 FOLLOWING) AS is_wedding,
          move >= 5 AND move > COALESCE(MAX(move) OVER (each ROWS BETWEEN 3 PRECEDING AND 1 PRECEDING), 0)
            AND move >= MAX(move) OVER (each ROWS BETWEEN CURRENT ROW AND 3 FOLLOWING) AS is_move
        FROM points
        WINDOW each AS (PARTITION BY customer_id ORDER BY month)
      ),

      mays AS (
        SELECT
          s.customer_id,
          m.may,
          DATE_DIFF(m.may, ANY_VALUE(c.date_of_birth), YEAR) AS age,
          SUM(IF(s.month <= m.may, s.family_support, 0)) AS support_before,
          SUM(IF(s.month >= DATE_ADD(m.may, INTERVAL 4 MONTH), s.family_support, 0)) AS support_after,
          SUM(IF(s.month < m.may, COALESCE(s.tuition, 0), 0)) AS tuition_before,
          SUM(IF(
            s.month BETWEEN DATE_ADD(m.may, INTERVAL 3 MONTH) AND DATE_ADD(m.may, INTERVAL 6 MONTH), COALESCE(s.tuition, 0), 0
          )) AS tuition_after,
          SUM(IF(s.month BETWEEN DATE_SUB(m.may, INTERVAL 1 MONTH) AND m.may, COALESCE(s.campus_shop, 0), 0)) AS campus_shop,
          SUM(IF(s.month < DATE_SUB(m.may, INTERVAL 1 MONTH), COALESCE(s.campus_shop, 0), 0)) AS campus_shop_before,
          SUM(IF(s.month BETWEEN DATE_SUB(m.may, INTERVAL 1 MONTH) AND m.may, COALESCE(s.portrait, 0), 0)) AS portrait,
          SUM(IF(
            s.month BETWEEN DATE_SUB(m.may, INTERVAL 3 MONTH) AND DATE_SUB(m.may, INTERVAL 1 MONTH), s.payroll, 0
          )) / 3 AS pay_before,
          GREATEST(
            SUM(IF(s.month BETWEEN DATE_ADD(m.may, INTERVAL 1 MONTH) AND DATE_ADD(m.may, INTERVAL 4 MONTH), s.payroll, 0)) / 4,
            SUM(IF(s.month BETWEEN DATE_ADD(m.may, INTERVAL 5 MONTH) AND DATE_ADD(m.may, INTERVAL 7 MONTH), s.payroll, 0)) / 3
          ) AS pay_after
        FROM ${life_signs.SQL_TABLE_NAME} AS s
        INNER JOIN (
          SELECT DISTINCT month AS may FROM ${life_signs.SQL_TABLE_NAME} WHERE EXTRACT(MONTH FROM month) = 5
        ) AS m ON s.month BETWEEN DATE_SUB(m.may, INTERVAL 4 MONTH) AND DATE_ADD(m.may, INTERVAL 7 MONTH)
        INNER JOIN ${dim_customer.SQL_TABLE_NAME} AS c ON s.customer_id = c.customer_id
        WHERE DATE_DIFF(m.may, c.date_of_birth, YEAR) BETWEEN 20 AND 27
        GROUP BY s.customer_id, m.may
      ),

      graduates AS (
        SELECT customer_id, may
        FROM mays
        WHERE 2 * IF(support_before >= 2, 1, 0)
          + 2.5 * LEAST(tuition_before, 1)
          - 4 * LEAST(tuition_after, 1)
          + 0.5 * IF(support_before >= 2 AND support_after = 0, 1, 0)
          - 0.5 * IF(support_after >= 3, 1, 0)
          + 1.5 * IF(pay_after > GREATEST(1.6 * pay_before, 2000), 1, 0)
          - IF(pay_before >= 2800, 1, 0)
          - 1.5 * IF(support_before < 2 AND tuition_before = 0, 1, 0)
          + 1.5 * LEAST(campus_shop, 2)
          - LEAST(campus_shop_before, 2)
          + 1.5 * LEAST(portrait, 1)
          + 3 * IF(age BETWEEN 22 AND 24, 1, 0)
          - 2 * IF(age < 22, 1, 0) >= 5
      ),

      events AS (
        SELECT customer_id, 'Birth' AS event, DATE_ADD(month, INTERVAL 14 DAY) AS day, 'hospital, baby goods, doctors' AS evidence
        FROM peaks
        WHERE is_birth
        UNION ALL
        SELECT customer_id, 'Marriage' AS event, DATE_ADD(month, INTERVAL 14 DAY) AS day, 'rings, florist, photographer, banquet' AS evidence
        FROM peaks
        WHERE is_wedding
        UNION ALL
        SELECT customer_id, 'Move' AS event, DATE_ADD(month, INTERVAL 14 DAY) AS day, 'new landlord or home, movers, furniture' AS evidence
        FROM peaks
        WHERE is_move
        UNION ALL
        SELECT customer_id, 'Graduation' AS event, DATE_ADD(may, INTERVAL 14 DAY) AS day, 'tuition and support end, first full pay' AS evidence
        FROM graduates
        UNION ALL
        SELECT customer_id, event, day, evidence
        FROM ${job_end.SQL_TABLE_NAME}
      )

      SELECT
        v.customer_id,
        v.event,
        v.day,
        v.evidence,
        p.is_seen AND COALESCE(p.is_confirmed, FALSE) AS is_confirmed,
        DATE_DIFF(e.last_day, v.day, DAY) AS days_ago
      FROM events AS v
      INNER JOIN seen AS p ON v.customer_id = p.customer_id AND DATE_TRUNC(v.day, MONTH) = p.month
      CROSS JOIN ${data_end.SQL_TABLE_NAME} AS e
      WHERE p.is_seen ;;
  }

  dimension: life_event_id {
    primary_key: yes
    hidden: yes
    type: string
    sql: CONCAT(CAST(${customer_id} AS STRING), '-', ${event}, '-', CAST(${TABLE}.day AS STRING), ${evidence}) ;;
  }

  dimension: customer_id {
    hidden: yes
    type: number
    sql: ${TABLE}.customer_id ;;
  }

  dimension: event {
    type: string
    label: "Life Event"
    description: "Birth, Marriage, Move, Graduation, Job change, Job loss or Retirement, inferred from payments and contacts of customers who are paid here and buy with this bank every week."
    sql: ${TABLE}.event ;;
  }

  dimension: evidence {
    type: string
    label: "Life Event Evidence"
    description: "What it is inferred from, in words."
    sql: ${TABLE}.evidence ;;
  }

  dimension_group: took_place {
    type: time
    timeframes: [raw, date, month, quarter, year]
    convert_tz: no
    datatype: date
    description: "About when it took place; within two months, the middle of the month where nothing shows the day."
    sql: ${TABLE}.day ;;
  }

  dimension: days_ago {
    type: number
    description: "Days from the event to the last day of data."
    sql: ${TABLE}.days_ago ;;
  }

  dimension: is_recent {
    type: yesno
    label: "Recent Life Event"
    description: "In the last six months."
    sql: ${days_ago} <= 183 ;;
  }

  dimension: is_confirmed {
    type: yesno
    label: "Confirmed Life Event"
    description: "The two months after show the customer as before, so that the account did not just go quiet; the events of the last two months are not confirmed yet."
    sql: ${TABLE}.is_confirmed ;;
  }

  measure: alerts {
    type: count
    label: "Life Event Alerts"
    description: "Life events inferred."
    drill_fields: [detail*]
  }

  measure: recent_alerts {
    type: count
    label: "Recent Life Event Alerts"
    description: "Life events inferred in the last six months."
    filters: [is_recent: "Yes"]
    drill_fields: [detail*]
  }

  set: detail {
    fields: [dim_customer.customer_number, dim_customer.name, event, took_place_date, evidence, is_confirmed]
  }
}
