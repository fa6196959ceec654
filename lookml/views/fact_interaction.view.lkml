include: "/views/generated/fact_interaction.view.lkml"

view: +fact_interaction {
  label: "Contact"

  dimension: channel {
    label: "Channel"
    drill_fields: [reason, resolution_status]
  }

  dimension: is_digital {
    type: yesno
    description: "By app or chatbot."
    sql: ${channel} IN ('App', 'Chatbot') ;;
  }

  measure: count {
    label: "Contacts"
    drill_fields: [detail*]
  }

  measure: app_contacts {
    type: count
    label: "Mobile App Contacts"
    description: "Contacts by the app."
    filters: [channel: "App"]
    drill_fields: [detail*]
  }

  measure: branch_contacts {
    type: count
    label: "Branch Contacts"
    description: "Contacts at a branch."
    filters: [channel: "Branch"]
    drill_fields: [detail*]
  }

  measure: complaints {
    type: count
    description: "Contacts to complain."
    filters: [reason: "Complaint"]
    drill_fields: [detail*]
  }

  measure: resolved_contacts {
    type: count
    description: "Contacts that were resolved."
    filters: [resolution_status: "Resolved"]
    drill_fields: [detail*]
  }

  measure: resolved_share {
    type: number
    description: "Share of contacts that were resolved."
    value_format_name: percent_0
    sql: SAFE_DIVIDE(${resolved_contacts}, ${count}) ;;
    drill_fields: [detail*]
  }

  measure: average_sentiment {
    type: average
    description: "Mean sentiment, -1 (furious) to 1 (delighted)."
    value_format_name: decimal_2
    sql: ${sentiment_score} ;;
    drill_fields: [detail*]
  }

  measure: distinct_keys {
    hidden: yes
    type: count_distinct
    sql: ${interaction_id} ;;
  }

  set: detail {
    fields: [interaction_date, channel, reason, resolution_status]
  }
}
