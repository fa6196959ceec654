view: customer_activity {
  derived_table: {
    datagroup_trigger: daily
    explore_source: transactions {
      column: customer_id { field: fact_transaction.customer_id }
      column: postings { field: fact_transaction.count }
      column: amount { field: fact_transaction.total_amount }
      derived_column: activity_rank { sql: RANK() OVER (ORDER BY postings DESC) ;; }
      filters: [fact_transaction.transaction_type: "debit"]
    }
  }

  dimension: customer_id {
    primary_key: yes
    hidden: yes
    type: number
    sql: ${TABLE}.customer_id ;;
  }

  dimension: postings {
    type: number
    description: "Debits of the customer."
    sql: ${TABLE}.postings ;;
  }

  dimension: activity_rank {
    type: number
    description: "1 is the most active."
    sql: ${TABLE}.activity_rank ;;
  }

  measure: total_postings {
    type: sum
    description: "Debits."
    sql: ${postings} ;;
  }
}
