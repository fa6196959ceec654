# Engagement today, 0 to 100, from the last three months. SQL, because its parts are capped one by one.

view: engagement {
  derived_table: {
    datagroup_trigger: daily
    cluster_keys: ["customer_id"]
    sql:
      WITH recent AS (
        SELECT
          m.customer_id,
          AVG(m.transactions) AS transactions,
          AVG(m.earned) AS earned,
          AVG(m.bills) AS bills,
          AVG(m.contacts) AS contacts,
          AVG(m.own_transfers) AS own_transfers,
          MAX(IF(m.month = e.last_month, m.families, 0)) AS families
        FROM ${customer_month.SQL_TABLE_NAME} AS m
        INNER JOIN ${data_end.SQL_TABLE_NAME} AS e ON m.month > DATE_SUB(e.last_month, INTERVAL 3 MONTH)
        GROUP BY m.customer_id
      )

      SELECT
        customer_id,
        25 * LEAST(transactions / 40, 1) AS activity_points,
        IF(earned >= 300, 15, 0) + 10 * LEAST(bills / 6, 1) AS main_bank_points,
        20 * LEAST(families / 4, 1) AS breadth_points,
        15 * LEAST(contacts / 2, 1) AS contact_points,
        15 * LEAST(own_transfers / 2, 1) AS saving_points
      FROM recent
      WHERE families > 0 ;;
  }

  dimension: customer_id {
    primary_key: yes
    hidden: yes
    type: number
    sql: ${TABLE}.customer_id ;;
  }

  dimension: activity_points {
    type: number
    group_label: "Engagement Parts"
    description: "Up to 25: transactions a month, full at 40."
    value_format_name: decimal_0
    sql: ${TABLE}.activity_points ;;
  }

  dimension: main_bank_points {
    type: number
    group_label: "Engagement Parts"
    description: "Up to 25: 15 for an income of 300 USD a month, 10 for standing payments, full at 6 a month."
    value_format_name: decimal_0
    sql: ${TABLE}.main_bank_points ;;
  }

  dimension: breadth_points {
    type: number
    group_label: "Engagement Parts"
    description: "Up to 20: kinds of account (deposits, cards, loans, insurance, securities), full at 4."
    value_format_name: decimal_0
    sql: ${TABLE}.breadth_points ;;
  }

  dimension: contact_points {
    type: number
    group_label: "Engagement Parts"
    description: "Up to 15: contacts a month over all channels, full at 2."
    value_format_name: decimal_0
    sql: ${TABLE}.contact_points ;;
  }

  dimension: saving_points {
    type: number
    group_label: "Engagement Parts"
    description: "Up to 15: transfers between own accounts and contributions a month, full at 2 postings."
    value_format_name: decimal_0
    sql: ${TABLE}.saving_points ;;
  }

  dimension: score {
    type: number
    label: "Engagement Score"
    description: "0 (absent) to 100, from the last three months: activity 25, main bank 25, breadth 20, contact 15, saving 15, each in proportion up to its mark. Computed here; the bank's own score is in the customer file."
    sql: CAST(ROUND(${activity_points} + ${main_bank_points} + ${breadth_points} + ${contact_points} + ${saving_points}) AS INT64) ;;
  }

  dimension: score_tier {
    type: tier
    label: "Engagement Tier"
    description: "Engagement score in steps of 20."
    tiers: [20, 40, 60, 80]
    style: integer
    sql: ${score} ;;
  }

  measure: average_score {
    type: average
    label: "Average Engagement Score"
    description: "Mean engagement score."
    value_format_name: decimal_1
    sql: ${score} ;;
    drill_fields: [dim_customer.customer_number, dim_customer.name, score]
  }
}
