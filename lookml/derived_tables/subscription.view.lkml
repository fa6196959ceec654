# Subscription manager: charges of one merchant that come every month at the same price until it rises. SQL, because intervals need
# windows. Neither `is_recurring` nor the merchant's type is read. Left out by category code: household bills (48 to 93), and what is
# bought when needed (41 to 80, meals, pharmacies, books), which keeps the table small.

view: subscription {
  derived_table: {
    datagroup_trigger: daily
    cluster_keys: ["customer_id"]
    sql:
      WITH charges AS (
        SELECT
          t.customer_id,
          t.merchant_id,
          t.transaction_date AS day,
          -SUM(t.amount) AS charge
        FROM ${fact_transaction.SQL_TABLE_NAME} AS t
        INNER JOIN ${dim_merchant.SQL_TABLE_NAME} AS m ON t.merchant_id = m.merchant_id
        WHERE t.transaction_type = 'debit'
          AND t.amount < 0
          AND SUBSTR(m.mcc_code, 1, 2) NOT IN ('48', '49', '60', '62', '63', '65', '82', '83', '93')
          AND SUBSTR(m.mcc_code, 1, 2) NOT IN ('41', '53', '54', '55', '57', '80')
          AND m.mcc_code NOT IN ('5812', '5813', '5814', '5912', '5942', '5943')
        GROUP BY t.customer_id, t.merchant_id, day
      ),

      spaced AS (
        SELECT
          *,
          DATE_DIFF(day, LAG(day) OVER each, DAY) AS gap,
          LAG(charge) OVER each AS before
        FROM charges
        WINDOW each AS (PARTITION BY customer_id, merchant_id ORDER BY day)
      ),

      timed AS (
        SELECT
          *,
          COALESCE(gap BETWEEN 26 AND 36 AND charge BETWEEN before * 0.7 AND before * 1.4, FALSE) AS is_on_time
        FROM spaced
      ),

      streams AS (
        SELECT
          customer_id,
          merchant_id,
          MIN(day) AS first_day,
          MAX(day) AS last_day,
          COUNT(gap) AS gaps,
          COUNTIF(is_on_time) AS on_time,
          COUNTIF(is_on_time AND charge > before * 1.01) AS price_rises,
          ARRAY_AGG(charge ORDER BY day DESC)[OFFSET(0)] AS last_charge,
          ARRAY_AGG(charge ORDER BY day)[OFFSET(0)] AS first_charge
        FROM timed
        GROUP BY customer_id, merchant_id
      ),

      recent AS (
        SELECT s.*, s.last_day > DATE_SUB(e.last_day, INTERVAL 35 DAY) AS is_recent
        FROM streams AS s
        CROSS JOIN ${data_end.SQL_TABLE_NAME} AS e
      ),

      merchants AS (
        SELECT
          merchant_id,
          APPROX_QUANTILES(IF(is_recent, last_charge, NULL), 2)[OFFSET(1)] AS price
        FROM recent
        GROUP BY merchant_id
        HAVING SUM(on_time) > 0.6 * SUM(gaps)
      )

      SELECT
        r.customer_id,
        r.merchant_id,
        d.merchant_name,
        d.mcc_category,
        r.first_day,
        r.last_day,
        r.last_charge,
        r.first_charge,
        r.price_rises,
        r.on_time,
        COUNT(*) OVER (PARTITION BY r.customer_id, d.mcc_category) AS alike,
        ROW_NUMBER() OVER (PARTITION BY r.customer_id, d.mcc_category ORDER BY r.first_day DESC, r.merchant_id) AS newest
      FROM recent AS r
      INNER JOIN ${dim_merchant.SQL_TABLE_NAME} AS d ON r.merchant_id = d.merchant_id
      LEFT JOIN merchants AS m ON r.merchant_id = m.merchant_id
      WHERE r.is_recent
        AND (
          (r.on_time >= 3 AND r.on_time >= 0.6 * r.gaps)
          OR (m.merchant_id IS NOT NULL AND (r.on_time > 0 OR r.last_charge BETWEEN m.price * 0.7 AND m.price * 1.4))
        ) ;;
  }

  dimension: subscription_id {
    primary_key: yes
    hidden: yes
    type: string
    sql: CONCAT(CAST(${customer_id} AS STRING), '-', CAST(${TABLE}.merchant_id AS STRING)) ;;
  }

  dimension: customer_id {
    hidden: yes
    type: number
    sql: ${TABLE}.customer_id ;;
  }

  dimension: merchant_name {
    type: string
    label: "Subscription"
    description: "Merchant who charges every month: three charges 26 to 36 days apart at about the same price, or one at a merchant most of whose charges are so. Household bills are left out."
    sql: ${TABLE}.merchant_name ;;
  }

  dimension: category {
    type: string
    label: "Subscription Category"
    description: "The merchant's category."
    sql: ${TABLE}.mcc_category ;;
  }

  dimension: price {
    type: number
    label: "Subscription Price"
    description: "The last charge, a month."
    value_format_name: usd
    sql: ${TABLE}.last_charge ;;
  }

  dimension: last_charge_day {
    type: date
    datatype: date
    convert_tz: no
    description: "Day of the last charge."
    sql: ${TABLE}.last_day ;;
  }

  dimension: first_charge_day {
    type: date
    datatype: date
    convert_tz: no
    description: "Day of the first charge in the data."
    sql: ${TABLE}.first_day ;;
  }

  dimension: price_rises {
    type: number
    description: "Charges on time that were more than one percent above the one before."
    sql: ${TABLE}.price_rises ;;
  }

  dimension: risen_by {
    type: number
    label: "Price Risen By"
    description: "The last charge against the first one in the data."
    value_format_name: percent_0
    sql: SAFE_DIVIDE(${TABLE}.last_charge, ${TABLE}.first_charge) - 1 ;;
  }

  dimension: is_likely_forgotten {
    type: yesno
    label: "Likely Forgotten"
    description: "Runs for nine months or more, and the customer has since taken a newer subscription of the same category."
    sql: ${TABLE}.alike > 1 AND ${TABLE}.newest > 1 AND DATE_DIFF(${last_charge_day}, ${first_charge_day}, MONTH) >= 9 ;;
  }

  measure: subscriptions {
    type: count
    description: "Subscriptions that run today."
    drill_fields: [detail*]
  }

  measure: subscribers {
    type: count_distinct
    description: "Customers with a subscription."
    sql: ${customer_id} ;;
    drill_fields: [detail*]
  }

  measure: monthly_cost {
    type: sum
    description: "What the subscriptions cost a month."
    value_format_name: usd
    sql: ${price} ;;
    drill_fields: [detail*]
  }

  measure: forgotten_cost {
    type: sum
    label: "Likely Forgotten Cost"
    description: "What likely forgotten subscriptions cost a month."
    value_format_name: usd
    sql: ${price} ;;
    filters: [is_likely_forgotten: "Yes"]
    drill_fields: [detail*]
  }

  set: detail {
    fields: [merchant_name, category, price, last_charge_day, price_rises, risen_by, is_likely_forgotten]
  }
}
