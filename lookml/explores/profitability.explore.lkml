# What customers earn the bank, month by month.

explore: profitability {
  from: customer_profit
  view_name: customer_profit
  label: "Profitability"
  description: "Net interest income, fees, interchange, expected credit loss and cost to serve by segment, persona and month."
  persist_with: daily

  join: dim_customer {
    type: inner
    relationship: many_to_one
    sql_on: ${customer_profit.customer_id} = ${dim_customer.customer_id} ;;
  }
}
