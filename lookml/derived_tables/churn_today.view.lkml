# Churn risk of today's customers: the last month of the scorecard, one row a customer.

view: churn_today {
  label: "Churn Risk"

  derived_table: {
    datagroup_trigger: daily
    cluster_keys: ["customer_id"]
    sql: SELECT * FROM ${churn_risk.SQL_TABLE_NAME} WHERE is_current ;;
  }

  dimension: customer_id {
    primary_key: yes
    hidden: yes
    type: number
    sql: ${TABLE}.customer_id ;;
  }

  dimension: points {
    type: number
    label: "Churn Points"
    description: "Scorecard. 4: income less than half of the mean of two to five months ago; bills less than 0.8 of it. 2: money sent to an own account at another bank, a complaint in three months, no income here. 1: purchases less than 0.7, account emptied by four fifths, bills ended, a second complaint. Less 1 from age 55."
    sql: ${TABLE}.points ;;
  }

  dimension: risk {
    type: string
    label: "Churn Risk"
    description: "Risk of closing all accounts within three months: High from 6 points, Medium from 3, Low below. Points are log odds in half units, so High is several times likelier than all."
    sql: ${TABLE}.risk ;;
    order_by_field: risk_rank
    # Looker's conditional formatting colors numbers only
    html:
      {% if value == 'High' %}<span style="background-color: #D93025; color: #FFFFFF">{{ rendered_value }}</span>
      {% elsif value == 'Medium' %}<span style="background-color: #F9AB00; color: #000000">{{ rendered_value }}</span>
      {% elsif value == 'Low' %}<span style="background-color: #188038; color: #FFFFFF">{{ rendered_value }}</span>
      {% else %}{{ rendered_value }}{% endif %} ;;
  }

  dimension: risk_rank {
    hidden: yes
    type: number
    sql: CASE ${risk} WHEN 'High' THEN 1 WHEN 'Medium' THEN 2 ELSE 3 END ;;
  }

  dimension: reasons {
    type: string
    label: "Churn Reasons"
    description: "The signs that gave points, in words."
    sql: RTRIM(${TABLE}.reasons, '; ') ;;
  }

  measure: customers {
    type: count_distinct
    description: "Customers with a churn risk."
    sql: ${customer_id} ;;
    drill_fields: [dim_customer.customer_number, dim_customer.name, risk, points, reasons]
  }

  measure: high_risk_customers {
    type: count_distinct
    description: "Customers whose risk is High."
    sql: ${customer_id} ;;
    filters: [risk: "High"]
    drill_fields: [dim_customer.customer_number, dim_customer.name, risk, points, reasons]
  }

  measure: high_risk_share {
    type: number
    description: "Share of customers whose risk is High."
    value_format_name: percent_1
    sql: SAFE_DIVIDE(${high_risk_customers}, ${customers}) ;;
  }

  measure: average_points {
    type: average
    description: "Mean of the scorecard's points."
    value_format_name: decimal_1
    sql: ${points} ;;
  }
}
