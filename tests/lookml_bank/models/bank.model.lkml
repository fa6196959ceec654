connection: "@{connection}"
persist_with: daily

include: "/views/dim_customer.view.lkml"
include: "/views/dim_account.view.lkml"
include: "/views/fact_transaction.view.lkml"
include: "/views/fact_account_snapshot.view.lkml"
include: "/views/generated/dim_product.view.lkml"
include: "/derived_tables/customer_spending.view.lkml"
include: "/derived_tables/customer_activity.view.lkml"
include: "/explores/customers.explore.lkml"
include: "/explores/transactions.explore.lkml"
include: "/explores/balances.explore.lkml"
include: "/tests/bank.test.lkml"
include: "/dashboards/overview.dashboard.lookml"
include: "/dashboards/customer.dashboard.lookml"

datagroup: daily {
  sql_trigger: SELECT MAX(date_key) FROM `@{project}.@{dataset}.fact_transaction` ;;
  max_cache_age: "24 hours"
}
