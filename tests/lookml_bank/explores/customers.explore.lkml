explore: customers {
  view_name: dim_customer
  description: "Customers with what they hold and do."

  query: by_segment {
    dimensions: [dim_customer.segment]
    measures: [dim_customer.count]
    sorts: [dim_customer.count: desc]
  }

  join: dim_account {
    relationship: one_to_many
    sql_on: ${dim_customer.customer_id} = ${dim_account.customer_id} ;;
  }

  join: fact_transaction {
    relationship: one_to_many
    sql_on: ${dim_customer.customer_id} = ${fact_transaction.customer_id} ;;
  }

  join: customer_spending {
    relationship: one_to_one
    sql_on: ${dim_customer.customer_id} = ${customer_spending.customer_id} ;;
  }

  join: customer_activity {
    relationship: one_to_one
    sql_on: ${dim_customer.customer_id} = ${customer_activity.customer_id} ;;
  }
}
