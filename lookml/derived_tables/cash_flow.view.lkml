# Cash flow of a customer by month: what comes in, what leaves, how fast, and how much of it stays with this bank's cards and products.
# SQL, because velocity needs the balance before.

view: cash_flow {
  derived_table: {
    datagroup_trigger: daily
    cluster_keys: ["customer_id"]
    sql:
      SELECT
        customer_id,
        month,
        inflow,
        outflow,
        (liquid + COALESCE(LAG(liquid) OVER (PARTITION BY customer_id ORDER BY month), liquid)) / 2 AS mean_liquid,
        spending + invested_here AS kept_here,
        outside_cards + fintech + sent_away AS sent_elsewhere
      FROM ${customer_month.SQL_TABLE_NAME} ;;
  }

  dimension: cash_flow_id {
    primary_key: yes
    hidden: yes
    type: number
    sql: ${customer_id} * 1000000 + EXTRACT(YEAR FROM ${TABLE}.month) * 100 + EXTRACT(MONTH FROM ${TABLE}.month) ;;
  }

  dimension: customer_id {
    hidden: yes
    type: number
    sql: ${TABLE}.customer_id ;;
  }

  dimension_group: flow {
    type: time
    timeframes: [raw, month, quarter, year]
    convert_tz: no
    datatype: date
    description: "Month of the cash flow."
    sql: ${TABLE}.month ;;
  }

  dimension: inflow_of_month {
    hidden: yes
    type: number
    sql: ${TABLE}.inflow ;;
  }

  dimension: outflow_of_month {
    hidden: yes
    type: number
    sql: ${TABLE}.outflow ;;
  }

  dimension: mean_liquid_of_month {
    hidden: yes
    type: number
    sql: ${TABLE}.mean_liquid ;;
  }

  dimension: kept_here_of_month {
    hidden: yes
    type: number
    sql: ${TABLE}.kept_here ;;
  }

  dimension: sent_elsewhere_of_month {
    hidden: yes
    type: number
    sql: ${TABLE}.sent_elsewhere ;;
  }

  measure: money_in {
    type: sum
    description: "Money that came in for good: not between own accounts."
    value_format_name: usd_0
    sql: ${inflow_of_month} ;;
  }

  measure: money_out {
    type: sum
    description: "Money that left for good: not between own accounts, nor payments on own cards and loans."
    value_format_name: usd_0
    sql: ${outflow_of_month} ;;
  }

  measure: net_flow {
    type: number
    label: "Net Cash Flow"
    description: "Money in less money out."
    value_format_name: usd_0
    sql: ${money_in} - ${money_out} ;;
  }

  measure: summed_liquid {
    hidden: yes
    type: sum
    sql: ${mean_liquid_of_month} ;;
  }

  measure: velocity {
    type: number
    label: "Cash Flow Velocity"
    description: "Money out in a month over the mean of the liquid balances at its start and end: 1 turns the balance over once a month, 0.1 once in ten."
    value_format_name: decimal_2
    sql: SAFE_DIVIDE(${money_out}, NULLIF(${summed_liquid}, 0)) ;;
  }

  measure: kept_here {
    hidden: yes
    type: sum
    sql: ${kept_here_of_month} ;;
  }

  measure: sent_elsewhere {
    type: sum
    description: "Paid on cards of other banks, sent to fintechs and to accounts at other banks."
    value_format_name: usd_0
    sql: ${sent_elsewhere_of_month} ;;
  }

  measure: share_of_spending {
    type: number
    label: "Share of Wallet (Money)"
    description: "Purchases, cash and investments through this bank, over those and what is paid on other banks' cards, to fintechs and to accounts elsewhere."
    value_format_name: percent_0
    sql: SAFE_DIVIDE(${kept_here}, ${kept_here} + ${sent_elsewhere}) ;;
  }

  measure: count {
    hidden: yes
    type: count
  }

  measure: distinct_keys {
    hidden: yes
    type: count_distinct
    sql: ${cash_flow_id} ;;
  }
}
