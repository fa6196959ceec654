# Cash flow by month, and the part of it that stays here.

explore: cash_flows {
  from: cash_flow
  view_name: cash_flow
  label: "Cash Flow"
  description: "Money in and out by month, its velocity, and the share of wallet in money."
  persist_with: daily

  join: dim_customer {
    type: inner
    relationship: many_to_one
    sql_on: ${cash_flow.customer_id} = ${dim_customer.customer_id} ;;
  }
}
