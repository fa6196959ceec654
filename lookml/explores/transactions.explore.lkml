# Every posting with whose it is, on which account, at which merchant and on which day.

explore: transactions {
  from: fact_transaction
  view_name: fact_transaction
  label: "Transactions"
  description: "Postings: spending, income, cash flow, transfers to fintechs."
  persist_with: daily

  join: dim_customer {
    type: inner
    relationship: many_to_one
    sql_on: ${fact_transaction.customer_id} = ${dim_customer.customer_id} ;;
  }

  join: dim_account {
    type: inner
    relationship: many_to_one
    sql_on: ${fact_transaction.account_id} = ${dim_account.account_id} ;;
  }

  join: dim_product {
    type: inner
    relationship: many_to_one
    sql_on: ${dim_account.product_id} = ${dim_product.product_id} ;;
  }

  join: dim_merchant {
    type: left_outer
    relationship: many_to_one
    sql_on: ${fact_transaction.merchant_id} = ${dim_merchant.merchant_id} ;;
  }

  join: dim_date {
    type: inner
    relationship: many_to_one
    sql_on: ${fact_transaction.date_key} = ${dim_date.date_key} ;;
  }
}
