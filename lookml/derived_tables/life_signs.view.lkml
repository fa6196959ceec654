# What the payments and contacts of a month may tell of a life: hospital bills, rings, movers and so on, counted. SQL, because two facts
# are brought to one grain and a landlord counts when first met.

view: life_signs {
  derived_table: {
    datagroup_trigger: daily
    cluster_keys: ["customer_id"]
    sql:
      WITH paid AS (
        SELECT
          t.customer_id,
          DATE_TRUNC(t.transaction_date, MONTH) AS month,
          t.transaction_category = 'Bill' AS is_bill,
          t.merchant_id,
          m.mcc_code,
          -t.amount AS usd
        FROM ${fact_transaction.SQL_TABLE_NAME} AS t
        INNER JOIN ${dim_merchant.SQL_TABLE_NAME} AS m ON t.merchant_id = m.merchant_id
        WHERE (t.transaction_category = 'Bill' AND m.mcc_code IN ('6012', '6513', '8062', '8220', '8351'))
          OR (t.transaction_category = 'Purchase' AND m.mcc_code IN (
            '4214', '4722', '5200', '5621', '5641', '5697', '5712', '5719', '5944', '5947', '5992', '7221', '7230', '7513', '8011', '8062',
            '8220', '9399'
          ))
          OR (t.transaction_category = 'Purchase' AND m.mcc_code IN ('5812', '5921') AND t.amount <= -120)
      ),

      counted AS (
        SELECT
          customer_id,
          month,
          SUM(IF(is_bill AND mcc_code IN ('6513', '6012'), usd, NULL)) AS home_usd,
          COUNTIF(mcc_code = '8062') AS hospital,
          COUNTIF(mcc_code = '8062' AND usd >= 200) AS hospital_bill,
          COUNTIF(mcc_code = '8011') AS doctor,
          COUNTIF(mcc_code = '5641') AS baby_store,
          COUNTIF(mcc_code = '8351') AS child_care,
          COUNTIF(mcc_code = '5944') AS jeweler,
          COUNTIF(mcc_code = '5944' AND usd >= 200) AS jewel,
          COUNTIF(mcc_code IN ('5621', '5697')) AS tailor,
          COUNTIF(mcc_code IN ('5621', '5697') AND usd >= 120) AS gown,
          COUNTIF(mcc_code = '5992') AS florist,
          COUNTIF(mcc_code = '7221') AS portrait,
          COUNTIF(mcc_code = '7221' AND usd >= 200) AS photographer,
          COUNTIF(mcc_code = '5812' AND usd >= 250) AS banquet,
          COUNTIF(mcc_code = '5921' AND usd >= 120) AS drinks,
          COUNTIF(mcc_code = '9399') AS office,
          COUNTIF(mcc_code = '7230' AND usd >= 75) AS salon,
          COUNTIF(mcc_code = '5947') AS gift_shop,
          COUNTIF(mcc_code = '4722' AND usd >= 400) AS agency,
          COUNTIF(mcc_code = '7513') AS truck,
          COUNTIF(mcc_code = '4214') AS mover,
          COUNTIF(mcc_code IN ('5712', '5719')) AS furniture,
          COUNTIF(mcc_code = '5200') AS hardware,
          COUNTIF(is_bill AND mcc_code = '8220') AS tuition,
          COUNTIF(NOT is_bill AND mcc_code = '8220') AS campus_shop
        FROM paid
        GROUP BY customer_id, month
      ),

      homes AS (
        SELECT
          customer_id,
          month,
          IF(home_usd < 0.88 * LAG(home_usd) OVER each AND LEAD(home_usd) OVER each < 0.88 * LAG(home_usd) OVER each, 1, 0) AS shared_home
        FROM counted
        WHERE home_usd IS NOT NULL
        WINDOW each AS (PARTITION BY customer_id ORDER BY month)
      ),

      told AS (
        SELECT
          customer_id,
          DATE_TRUNC(interaction_date, MONTH) AS month,
          COUNTIF(reason = 'Address Change') AS address_change,
          COUNTIF(reason = 'Family Change') AS family_change
        FROM ${fact_interaction.SQL_TABLE_NAME}
        WHERE reason IN ('Address Change', 'Family Change')
        GROUP BY customer_id, month
      ),

      landlords AS (
        SELECT customer_id, merchant_id, MIN(month) AS month
        FROM paid
        WHERE is_bill AND mcc_code = '6513'
        GROUP BY customer_id, merchant_id
      ),

      arrivals AS (
        SELECT customer_id, MIN(month) AS month FROM ${customer_month.SQL_TABLE_NAME} WHERE transactions > 0 GROUP BY customer_id
      ),

      moved AS (
        SELECT l.customer_id, l.month, COUNT(*) AS new_landlord
        FROM landlords AS l
        INNER JOIN arrivals AS a ON l.customer_id = a.customer_id AND l.month > DATE_ADD(a.month, INTERVAL 1 MONTH)
        GROUP BY l.customer_id, l.month
      )

      SELECT
        b.customer_id,
        b.month,
        b.purchases - b.withdrawals AS purchases,
        b.earned,
        b.payroll,
        b.family_support,
        b.down_payments AS down_payment,
        c.* EXCEPT (customer_id, month, home_usd),
        COALESCE(t.address_change, 0) AS address_change,
        COALESCE(t.family_change, 0) AS family_change,
        COALESCE(m.new_landlord, 0) AS new_landlord,
        COALESCE(h.shared_home, 0) AS shared_home
      FROM ${customer_month.SQL_TABLE_NAME} AS b
      LEFT JOIN counted AS c ON b.customer_id = c.customer_id AND b.month = c.month
      LEFT JOIN homes AS h ON b.customer_id = h.customer_id AND b.month = h.month
      LEFT JOIN told AS t ON b.customer_id = t.customer_id AND b.month = t.month
      LEFT JOIN moved AS m ON b.customer_id = m.customer_id AND b.month = m.month ;;
  }

  dimension: life_signs_id {
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
}
