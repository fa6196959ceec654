# Generated from c360sim/schema by `make docs`; do not edit: refine it in another file.

view: fact_interaction {
  sql_table_name: `@{project}.@{dataset}.fact_interaction` ;;

  dimension: interaction_id {
    primary_key: yes
    hidden: yes
    type: number
    description: "The contact."
    value_format_name: id
    sql: ${TABLE}.interaction_id ;;
  }

  dimension: customer_id {
    hidden: yes
    type: number
    description: "The customer."
    value_format_name: id
    sql: ${TABLE}.customer_id ;;
  }

  dimension: date_key {
    hidden: yes
    type: number
    description: "Day of the contact."
    value_format_name: id
    sql: ${TABLE}.date_key ;;
  }

  dimension: channel {
    type: string
    description: "Where it took place. One of: App, Call Center, Branch, Chatbot."
    sql: ${TABLE}.channel ;;
  }

  dimension: reason {
    type: string
    description: "Why the customer got in touch. One of: Balance Inquiry, Payment Question, Declined Card, Fee Dispute, Missed Payment, Address Change, Family Change, Product Inquiry, Loan Inquiry, Travel Notice, Card Replacement, Fraud Alert, Technical Issue, Complaint, Account Closure."
    sql: ${TABLE}.reason ;;
  }

  dimension: sentiment_score {
    hidden: yes
    type: number
    description: "-1 (furious) to 1 (delighted)."
    value_format_name: decimal_2
    sql: ${TABLE}.sentiment_score ;;
  }

  dimension: resolution_status {
    type: string
    description: "How it ended. One of: Resolved, Escalated, Unresolved."
    sql: ${TABLE}.resolution_status ;;
  }

  dimension_group: interaction {
    type: time
    timeframes: [raw, date, week, month, month_name, quarter, year]
    convert_tz: no
    datatype: date
    description: "Day of the contact."
    sql: ${TABLE}.interaction_date ;;
  }

  measure: count {
    type: count
    description: "Number of rows. One row per contact of a customer with the bank (transaction fact)."
  }
}
