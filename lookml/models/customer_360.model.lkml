connection: "@{connection}"
label: "Customer 360"
week_start_day: monday

include: "/views/dim_account.view.lkml"
include: "/views/dim_customer.view.lkml"
include: "/views/dim_date.view.lkml"
include: "/views/dim_merchant.view.lkml"
include: "/views/dim_product.view.lkml"
include: "/views/fact_account_snapshot.view.lkml"
include: "/views/fact_interaction.view.lkml"
include: "/views/fact_loan_schedule.view.lkml"
include: "/views/fact_transaction.view.lkml"

include: "/derived_tables/card_use.view.lkml"
include: "/derived_tables/cash_flow.view.lkml"
include: "/derived_tables/cash_position.view.lkml"
include: "/derived_tables/churn_risk.view.lkml"
include: "/derived_tables/churn_today.view.lkml"
include: "/derived_tables/coverage_gap.view.lkml"
include: "/derived_tables/customer_month.view.lkml"
include: "/derived_tables/customer_profit.view.lkml"
include: "/derived_tables/data_end.view.lkml"
include: "/derived_tables/engagement.view.lkml"
include: "/derived_tables/household_signs.view.lkml"
include: "/derived_tables/job_end.view.lkml"
include: "/derived_tables/life_event.view.lkml"
include: "/derived_tables/life_signs.view.lkml"
include: "/derived_tables/next_best_action.view.lkml"
include: "/derived_tables/portfolio.view.lkml"
include: "/derived_tables/portfolio_month.view.lkml"
include: "/derived_tables/salary.view.lkml"
include: "/derived_tables/subscription.view.lkml"
include: "/derived_tables/wallet_leakage.view.lkml"

include: "/explores/balances.explore.lkml"
include: "/explores/cash_flows.explore.lkml"
include: "/explores/churn.explore.lkml"
include: "/explores/contacts.explore.lkml"
include: "/explores/customers.explore.lkml"
include: "/explores/installments.explore.lkml"
include: "/explores/leakage.explore.lkml"
include: "/explores/portfolios.explore.lkml"
include: "/explores/profitability.explore.lkml"
include: "/explores/transactions.explore.lkml"

include: "/dashboards/executive.dashboard.lookml"
include: "/dashboards/segment.dashboard.lookml"
include: "/dashboards/individual.dashboard.lookml"
include: "/dashboards/work_list.dashboard.lookml"

datagroup: daily {
  label: "New postings"
  description: "Runs out when a day of postings has been added; all derived tables are built anew."
  sql_trigger: SELECT MAX(date_key) FROM `@{project}.@{dataset}.fact_transaction` ;;
  max_cache_age: "24 hours"
}

persist_with: daily
