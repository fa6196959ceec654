# SQL, because the rank needs a window function.
view: customer_spending {
  derived_table: {
    datagroup_trigger: daily
    sql:
      SELECT customer_id, -SUM(amount) AS spent, RANK() OVER (ORDER BY SUM(amount)) AS spending_rank
      FROM ${fact_transaction.SQL_TABLE_NAME}
      WHERE transaction_category = 'Purchase'
      GROUP BY customer_id ;;
  }

  dimension: customer_id {
    primary_key: yes
    hidden: yes
    type: number
    sql: ${TABLE}.customer_id ;;
  }

  dimension: spent {
    type: number
    description: "Purchases of the customer."
    value_format_name: usd
    sql: ${TABLE}.spent ;;
  }

  dimension: spending_rank {
    type: number
    description: "1 spends most."
    sql: ${TABLE}.spending_rank ;;
  }

  measure: total_spent {
    type: sum
    description: "Purchases."
    value_format_name: usd
    sql: ${spent} ;;
  }
}
