# Securities month by month: what was put in, and what the market made of it.

explore: portfolios {
  from: portfolio_month
  view_name: portfolio_month
  label: "Portfolios Over Time"
  description: "Gains, contributions and returns of securities by month."
  persist_with: daily

  join: dim_customer {
    type: inner
    relationship: many_to_one
    sql_on: ${portfolio_month.customer_id} = ${dim_customer.customer_id} ;;
  }
}
