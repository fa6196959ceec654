# Wallet leakage: money sent to fintechs outside, by customer, month and kind of fintech. Native: a question to the transactions.

view: wallet_leakage {
  derived_table: {
    datagroup_trigger: daily
    cluster_keys: ["customer_id"]
    explore_source: transactions {
      column: customer_id { field: fact_transaction.customer_id }
      column: month { field: fact_transaction.transaction_month_start }
      column: fintech_kind { field: dim_merchant.fintech_kind }
      column: sent { field: fact_transaction.fintech_sent }
      column: received { field: fact_transaction.fintech_received }
      column: transfers { field: fact_transaction.fintech_transfers }
      filters: [fact_transaction.transaction_category: "Fintech Transfer"]
    }
  }

  dimension: wallet_leakage_id {
    primary_key: yes
    hidden: yes
    type: string
    sql: CONCAT(CAST(${customer_id} AS STRING), '-', CAST(${TABLE}.month AS STRING), '-', ${fintech_kind}) ;;
  }

  dimension: customer_id {
    hidden: yes
    type: number
    sql: ${TABLE}.customer_id ;;
  }

  dimension_group: sent {
    type: time
    timeframes: [raw, month, quarter, year]
    convert_tz: no
    datatype: date
    description: "Month of the transfers."
    sql: ${TABLE}.month ;;
  }

  dimension: fintech_kind {
    type: string
    description: "P2P wallet (Venmo, PayPal, Zelle and the like), Neobank, Brokerage, Crypto, or Buy now pay later: by the merchant's category code, and lenders by name."
    sql: ${TABLE}.fintech_kind ;;
  }

  dimension: sent_of_month {
    hidden: yes
    type: number
    sql: ${TABLE}.sent ;;
  }

  dimension: received_of_month {
    hidden: yes
    type: number
    sql: ${TABLE}.received ;;
  }

  dimension: transfers_of_month {
    hidden: yes
    type: number
    sql: ${TABLE}.transfers ;;
  }

  measure: leakage {
    type: sum
    label: "Wallet Leakage"
    description: "Money sent to fintechs outside; what came back is not subtracted."
    value_format_name: usd_0
    sql: ${sent_of_month} ;;
    drill_fields: [detail*]
  }

  measure: returned {
    type: sum
    label: "Returned From Fintechs"
    description: "Money received from fintechs."
    value_format_name: usd_0
    sql: ${received_of_month} ;;
    drill_fields: [detail*]
  }

  measure: net_leakage {
    type: number
    label: "Net Wallet Leakage"
    description: "Money sent to fintechs less what came back."
    value_format_name: usd_0
    sql: ${leakage} - ${returned} ;;
    drill_fields: [detail*]
  }

  measure: transfers {
    type: sum
    label: "Fintech Transfers"
    description: "Number of transfers to fintechs."
    sql: ${transfers_of_month} ;;
    drill_fields: [detail*]
  }

  measure: customers_leaking {
    type: count_distinct
    description: "Customers who sent money to a fintech."
    sql: ${customer_id} ;;
    drill_fields: [detail*]
  }

  measure: count {
    hidden: yes
    type: count
  }

  measure: distinct_keys {
    hidden: yes
    type: count_distinct
    sql: ${wallet_leakage_id} ;;
  }

  set: detail {
    fields: [dim_customer.customer_number, dim_customer.name, sent_month, fintech_kind, leakage, transfers]
  }
}
