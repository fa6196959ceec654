# A customer with everything inferred of them today. Tables of one row a customer are joined one to one; those of several rows repeat
# the customer, and measures stay right.

explore: customers {
  from: dim_customer
  view_name: dim_customer
  label: "Customers"
  description: "Profile, engagement, churn risk, gaps in coverage, cash, salary, subscriptions, life events and next best actions."
  persist_with: daily

  join: engagement {
    type: left_outer
    relationship: one_to_one
    sql_on: ${dim_customer.customer_id} = ${engagement.customer_id} ;;
  }

  join: churn_today {
    type: left_outer
    relationship: one_to_one
    sql_on: ${dim_customer.customer_id} = ${churn_today.customer_id} ;;
  }

  join: cash_position {
    type: left_outer
    relationship: one_to_one
    sql_on: ${dim_customer.customer_id} = ${cash_position.customer_id} ;;
  }

  join: salary {
    type: left_outer
    relationship: one_to_one
    sql_on: ${dim_customer.customer_id} = ${salary.customer_id} ;;
  }

  join: portfolio {
    type: left_outer
    relationship: one_to_one
    sql_on: ${dim_customer.customer_id} = ${portfolio.customer_id} ;;
  }

  join: card_use {
    type: left_outer
    relationship: one_to_one
    sql_on: ${dim_customer.customer_id} = ${card_use.customer_id} ;;
  }

  join: household_signs {
    type: left_outer
    relationship: one_to_one
    sql_on: ${dim_customer.customer_id} = ${household_signs.customer_id} ;;
  }

  join: coverage_gap {
    type: left_outer
    relationship: one_to_many
    sql_on: ${dim_customer.customer_id} = ${coverage_gap.customer_id} ;;
  }

  join: subscription {
    type: left_outer
    relationship: one_to_many
    sql_on: ${dim_customer.customer_id} = ${subscription.customer_id} ;;
  }

  join: life_event {
    type: left_outer
    relationship: one_to_many
    sql_on: ${dim_customer.customer_id} = ${life_event.customer_id} ;;
  }

  join: next_best_action {
    type: left_outer
    relationship: one_to_many
    sql_on: ${dim_customer.customer_id} = ${next_best_action.customer_id} ;;
  }

  join: dim_account {
    type: left_outer
    relationship: one_to_many
    sql_on: ${dim_customer.customer_id} = ${dim_account.customer_id} ;;
  }
}
