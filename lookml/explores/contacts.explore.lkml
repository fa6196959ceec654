# Contacts with the bank by channel, reason and outcome.

explore: contacts {
  from: fact_interaction
  view_name: fact_interaction
  label: "Contacts"
  description: "Contacts of customers with the bank: channel mix, complaints, sentiment."
  persist_with: daily

  join: dim_customer {
    type: inner
    relationship: many_to_one
    sql_on: ${fact_interaction.customer_id} = ${dim_customer.customer_id} ;;
  }

  join: dim_date {
    type: inner
    relationship: many_to_one
    sql_on: ${fact_interaction.date_key} = ${dim_date.date_key} ;;
  }
}
