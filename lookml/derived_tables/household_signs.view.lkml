# What a year of payments tells of a household: whether its bills are run from here, whether it drives, how often it travels. SQL,
# because trips are islands in time and place (windows). Used to find gaps in cover and cards that would fit better.

view: household_signs {
  derived_table: {
    datagroup_trigger: daily
    cluster_keys: ["customer_id"]
    sql:
      WITH bills AS (
        SELECT
          t.customer_id,
          COUNT(DISTINCT t.merchant_id) AS payees,
          COUNTIF(t.mcc_category = 'Utilities') > 0 AS pays_utilities
        FROM ${fact_transaction.SQL_TABLE_NAME} AS t
        INNER JOIN ${data_end.SQL_TABLE_NAME} AS e ON t.transaction_date > DATE_SUB(e.last_month, INTERVAL 1 MONTH)
        WHERE t.is_recurring
        GROUP BY t.customer_id
      ),

      purchases AS (
        SELECT
          t.customer_id,
          t.transaction_date AS day,
          m.mcc_code,
          m.mcc_category,
          IF(m.merchant_country <> 'US', m.merchant_country, m.merchant_city) AS place,
          COALESCE(m.merchant_country <> 'US', FALSE) AS is_abroad,
          COALESCE(m.merchant_city <> c.address_city, FALSE) AS is_elsewhere
        FROM ${fact_transaction.SQL_TABLE_NAME} AS t
        INNER JOIN ${dim_merchant.SQL_TABLE_NAME} AS m ON t.merchant_id = m.merchant_id
        INNER JOIN ${dim_customer.SQL_TABLE_NAME} AS c ON t.customer_id = c.customer_id
        INNER JOIN ${data_end.SQL_TABLE_NAME} AS e ON t.transaction_date >= DATE_SUB(e.last_month, INTERVAL 12 MONTH)
        WHERE t.transaction_category = 'Purchase' AND t.amount < 0
      ),

      homes AS (
        SELECT customer_id, place
        FROM purchases
        WHERE place IS NOT NULL
        GROUP BY customer_id, place
        QUALIFY COUNT(*) >= 0.15 * SUM(COUNT(*)) OVER (PARTITION BY customer_id)
      ),

      away AS (
        SELECT
          p.customer_id,
          p.day,
          p.mcc_category,
          IF(p.is_abroad OR h.place IS NULL, p.place, NULL) AS place,
          p.is_abroad
            OR p.mcc_category IN ('Lodging', 'Car Rental')
            OR (p.is_elsewhere AND h.place IS NULL AND p.mcc_category NOT IN (
              'Florists', 'Hospitals', 'Photography Studios', 'Tailors', 'Colleges', 'Doctors', 'Gas Stations', 'Educational Services',
              'Government Services', 'Airlines', 'Travel Agencies'
            )) AS is_visit
        FROM purchases AS p
        LEFT JOIN homes AS h ON p.customer_id = h.customer_id AND p.place = h.place
        WHERE p.is_abroad OR p.is_elsewhere OR p.mcc_category IN ('Lodging', 'Car Rental', 'Airlines', 'Travel Agencies')
      ),

      visits AS (
        SELECT DISTINCT customer_id, day, place FROM away WHERE is_visit
      ),

      spaced AS (
        SELECT
          customer_id,
          day,
          place,
          MAX(day) OVER earlier AS day_before,
          LAST_VALUE(place IGNORE NULLS) OVER earlier AS place_before,
          MAX(IF(place IS NOT NULL, day, NULL)) OVER earlier AS place_day
        FROM visits
        WINDOW earlier AS (
          PARTITION BY customer_id ORDER BY day, place IS NULL, place ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING
        )
      ),

      journeys AS (
        SELECT customer_id, DATE_TRUNC(day, MONTH) AS month, COUNT(*) AS journeys
        FROM spaced
        WHERE day_before IS NULL
          OR (place <> place_before AND DATE_DIFF(day, place_day, DAY) <= 12)
          OR (
            DATE_DIFF(day, day_before, DAY) > 2
            AND NOT COALESCE(place = place_before AND DATE_DIFF(day, place_day, DAY) <= 10, FALSE)
          )
        GROUP BY customer_id, month
      ),

      bookings AS (
        SELECT customer_id, DATE_TRUNC(day, MONTH) AS month, COUNT(*) AS stays, 0 AS flights
        FROM away
        WHERE mcc_category = 'Lodging'
        GROUP BY customer_id, month
        UNION ALL
        SELECT customer_id, DATE_ADD(DATE_TRUNC(day, MONTH), INTERVAL 1 MONTH) AS month, 0 AS stays, COUNT(*) AS flights
        FROM away
        WHERE mcc_category IN ('Airlines', 'Travel Agencies')
        GROUP BY customer_id, month
      ),

      months AS (
        SELECT customer_id, month, SUM(journeys) AS journeys, SUM(stays) AS stays, SUM(flights) AS flights
        FROM (
          SELECT j.customer_id, j.month, j.journeys, 0 AS stays, 0 AS flights FROM journeys AS j
          UNION ALL
          SELECT b.customer_id, b.month, 0 AS journeys, b.stays, b.flights FROM bookings AS b
        )
        GROUP BY customer_id, month
      ),

      trips AS (
        SELECT m.customer_id, SUM(GREATEST(m.journeys, m.stays, m.flights)) AS trips
        FROM months AS m
        INNER JOIN ${data_end.SQL_TABLE_NAME} AS e
          ON m.month > DATE_SUB(e.last_month, INTERVAL 12 MONTH) AND m.month <= e.last_month
        GROUP BY m.customer_id
      ),

      shopping AS (
        SELECT
          p.customer_id,
          COUNT(*) AS purchases,
          COUNT(DISTINCT IF(p.mcc_code IN ('5541', '5542'), p.day, NULL)) AS fuel_days
        FROM purchases AS p
        INNER JOIN ${data_end.SQL_TABLE_NAME} AS e ON p.day > DATE_SUB(e.last_day, INTERVAL 12 MONTH)
        GROUP BY p.customer_id
      )

      SELECT
        c.customer_id,
        COALESCE(b.payees, 0) AS payees,
        COALESCE(b.pays_utilities, FALSE) AS pays_utilities,
        COALESCE(s.purchases, 0) AS purchases,
        COALESCE(s.fuel_days, 0) AS fuel_days,
        COALESCE(t.trips, 0) AS trips
      FROM ${dim_customer.SQL_TABLE_NAME} AS c
      LEFT JOIN bills AS b ON c.customer_id = b.customer_id
      LEFT JOIN shopping AS s ON c.customer_id = s.customer_id
      LEFT JOIN trips AS t ON c.customer_id = t.customer_id ;;
  }

  dimension: customer_id {
    primary_key: yes
    hidden: yes
    type: number
    sql: ${TABLE}.customer_id ;;
  }

  dimension: payees {
    type: number
    label: "Payees of Standing Payments"
    description: "Merchants paid by standing payment in the last two months."
    sql: ${TABLE}.payees ;;
  }

  dimension: fuel_days {
    type: number
    description: "Days with a purchase of fuel in the last twelve months."
    sql: ${TABLE}.fuel_days ;;
  }

  dimension: trips {
    type: number
    label: "Trips a Year"
    description: "Trips of the last twelve months. Month by month the most of: journeys (purchases of leisure away from home, apart by more than two days or by place), hotel stays, and flights or packages bought the month before."
    sql: ${TABLE}.trips ;;
  }
}
