# Installments of loans: due, paid, late.

explore: installments {
  from: fact_loan_schedule
  view_name: fact_loan_schedule
  label: "Loan Installments"
  description: "Installments of loans, what of them is interest, and which are late."
  persist_with: daily

  join: dim_account {
    type: inner
    relationship: many_to_one
    sql_on: ${fact_loan_schedule.account_id} = ${dim_account.account_id} ;;
  }

  join: dim_customer {
    type: inner
    relationship: many_to_one
    sql_on: ${fact_loan_schedule.customer_id} = ${dim_customer.customer_id} ;;
  }

  join: dim_product {
    type: inner
    relationship: many_to_one
    sql_on: ${dim_account.product_id} = ${dim_product.product_id} ;;
  }

  join: dim_date {
    type: inner
    relationship: many_to_one
    sql_on: ${fact_loan_schedule.date_key} = ${dim_date.date_key} ;;
  }
}
