explore: transactions {
  view_name: fact_transaction
  description: "Postings with their account, product and customer."
  fields: [ALL_FIELDS*, -dim_account.median_credit_limit]

  join: dim_account {
    relationship: many_to_one
    sql_on: ${fact_transaction.account_id} = ${dim_account.account_id} ;;
  }

  join: dim_product {
    relationship: many_to_one
    sql_on: ${dim_account.product_id} = ${dim_product.product_id} ;;
  }

  join: dim_customer {
    relationship: many_to_one
    sql_on: ${fact_transaction.customer_id} = ${dim_customer.customer_id} ;;
  }

  join: owner {
    from: dim_customer
    type: inner
    relationship: many_to_one
    fields: [owner.segment, owner.count]
    sql_on: ${dim_account.customer_id} = ${owner.customer_id} ;;
  }
}
