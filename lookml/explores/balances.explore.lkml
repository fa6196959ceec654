# Balances at month-ends. The account is always joined: what a balance means depends on its kind. The calendar is not: which month-end
# is the last of the period looked at follows from the snapshot's own date.

explore: balances {
  from: fact_account_snapshot
  view_name: fact_account_snapshot
  label: "Balances"
  description: "AUM, LUM, utilization and products per customer by month-end. Over several months it is the last of them that counts, the same for every group."
  persist_with: daily
  always_join: [dim_account]

  join: dim_account {
    type: inner
    relationship: many_to_one
    sql_on: ${fact_account_snapshot.account_id} = ${dim_account.account_id} ;;
  }

  join: dim_customer {
    type: inner
    relationship: many_to_one
    sql_on: ${fact_account_snapshot.customer_id} = ${dim_customer.customer_id} ;;
  }

  join: dim_product {
    type: inner
    relationship: many_to_one
    sql_on: ${dim_account.product_id} = ${dim_product.product_id} ;;
  }
}
