# Churn risk at every month-end, to see it move and to hold it to what happened.

explore: churn {
  from: churn_risk
  view_name: churn_risk
  label: "Churn Risk Over Time"
  description: "Churn risk of every customer at every month-end."
  persist_with: daily

  join: dim_customer {
    type: inner
    relationship: many_to_one
    sql_on: ${churn_risk.customer_id} = ${dim_customer.customer_id} ;;
  }
}
