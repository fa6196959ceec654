# Money that goes to fintechs outside.

explore: leakage {
  from: wallet_leakage
  view_name: wallet_leakage
  label: "Wallet Leakage"
  description: "Money sent to fintechs outside by kind, month and customer."
  persist_with: daily

  join: dim_customer {
    type: inner
    relationship: many_to_one
    sql_on: ${wallet_leakage.customer_id} = ${dim_customer.customer_id} ;;
  }
}
