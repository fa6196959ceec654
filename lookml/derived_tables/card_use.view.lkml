# Credit utilization of a customer's cards today and over half a year. SQL, because peaks and trends compare months.

view: card_use {
  derived_table: {
    datagroup_trigger: daily
    cluster_keys: ["customer_id"]
    sql:
      SELECT
        m.customer_id,
        MAX(IF(m.month = e.last_month, m.card_balance, NULL)) AS card_balance,
        MAX(IF(m.month = e.last_month, m.card_limit, NULL)) AS card_limit,
        SAFE_DIVIDE(SUM(m.card_balance), SUM(m.card_limit)) AS usual_utilization,
        MAX(SAFE_DIVIDE(m.card_balance, m.card_limit)) AS peak_utilization,
        SUM(m.card_spending) * 2 AS yearly_spending,
        SUM(m.outside_cards) * 2 AS yearly_outside
      FROM ${customer_month.SQL_TABLE_NAME} AS m
      INNER JOIN ${data_end.SQL_TABLE_NAME} AS e ON m.month > DATE_SUB(e.last_month, INTERVAL 6 MONTH)
      WHERE m.card_limit > 0
      GROUP BY m.customer_id
      HAVING MAX(m.month) = MAX(e.last_month) ;;
  }

  dimension: customer_id {
    primary_key: yes
    hidden: yes
    type: number
    sql: ${TABLE}.customer_id ;;
  }

  dimension: card_balance {
    type: number
    description: "Owed on cards on the last day."
    value_format_name: usd_0
    sql: ${TABLE}.card_balance ;;
  }

  dimension: card_limit {
    type: number
    description: "Credit limits of the open cards together."
    value_format_name: usd_0
    sql: ${TABLE}.card_limit ;;
  }

  dimension: utilization {
    type: number
    label: "Credit Utilization"
    description: "Owed on cards over their limits, on the last day."
    value_format_name: percent_0
    sql: SAFE_DIVIDE(${card_balance}, ${card_limit}) ;;
  }

  dimension: usual_utilization {
    type: number
    description: "Owed over limits, over the last six month-ends together."
    value_format_name: percent_0
    sql: ${TABLE}.usual_utilization ;;
  }

  dimension: peak_utilization {
    type: number
    description: "Highest utilization of the last six month-ends."
    value_format_name: percent_0
    sql: ${TABLE}.peak_utilization ;;
  }

  dimension: utilization_tier {
    type: tier
    description: "Credit utilization in steps that lenders watch: 10, 30, 50 and 80 percent."
    tiers: [0.1, 0.3, 0.5, 0.8]
    style: relational
    sql: ${utilization} ;;
  }

  measure: cardholders {
    type: count
    description: "Customers with an open card."
    drill_fields: [dim_customer.customer_number, dim_customer.name, card_balance, card_limit, utilization]
  }

  measure: summed_balance {
    hidden: yes
    type: sum
    sql: ${card_balance} ;;
  }

  measure: summed_limit {
    hidden: yes
    type: sum
    sql: ${card_limit} ;;
  }

  measure: total_utilization {
    type: number
    label: "Credit Utilization, All"
    description: "Owed on cards over their limits, all customers together."
    value_format_name: percent_1
    sql: SAFE_DIVIDE(${summed_balance}, ${summed_limit}) ;;
    drill_fields: [dim_customer.customer_number, dim_customer.name, card_balance, card_limit, utilization]
  }

  measure: stretched_customers {
    type: count
    label: "Customers Above 80%"
    description: "Customers whose cards are used above 80 percent of their limits."
    filters: [utilization: ">0.8"]
    drill_fields: [dim_customer.customer_number, dim_customer.name, card_balance, card_limit, utilization]
  }
}
