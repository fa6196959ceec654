include: "/views/generated/fact_transaction.view.lkml"

view: +fact_transaction {
  label: "Transaction"

  dimension: transaction_month_start {
    hidden: yes
    type: date
    datatype: date
    convert_tz: no
    sql: DATE_TRUNC(${TABLE}.transaction_date, MONTH) ;;
  }

  dimension: mcc_category {
    label: "Merchant Category"
  }

  dimension: is_spending {
    type: yesno
    description: "A purchase, bill or cash withdrawal, refunds are not subtracted."
    sql: ${transaction_category} IN ('Purchase', 'Bill', 'Cash Withdrawal') AND ${amount} < 0 ;;
  }

  dimension: is_card_purchase {
    type: yesno
    description: "A purchase or bill paid by credit card."
    sql: ${transaction_category} IN ('Purchase', 'Bill') AND ${payment_method} = 'Credit Card' AND ${amount} < 0 ;;
  }

  dimension: is_fee {
    type: yesno
    description: "A fee of this bank."
    sql: ${transaction_category} IN (
      'Annual Fee', 'Foreign Transaction Fee', 'Late Fee', 'Maintenance Fee', 'Overdraft Fee'
    ) ;;
  }

  dimension: is_sent_to_fintech {
    hidden: yes
    type: yesno
    sql: ${transaction_category} = 'Fintech Transfer' AND ${amount} < 0 ;;
  }

  dimension: is_inflow {
    type: yesno
    description: "Money that comes in for good: not between own accounts."
    sql: ${amount} > 0 AND (${transaction_type} <> 'transfer' OR ${counterparty_type} = 'external') ;;
  }

  dimension: is_outflow {
    type: yesno
    description: "Money that leaves for good: not between own accounts."
    sql: ${amount} < 0 AND (${transaction_type} <> 'transfer' OR ${counterparty_type} = 'external') ;;
  }

  measure: count {
    label: "Transactions"
    drill_fields: [detail*]
  }

  measure: total_amount {
    label: "Net Amount"
    drill_fields: [detail*]
  }

  measure: spending {
    type: sum
    description: "Purchases, bills and cash withdrawals, as positive amounts."
    value_format_name: usd_0
    sql: -${amount} ;;
    filters: [is_spending: "Yes"]
    drill_fields: [detail*]
  }

  measure: card_spending {
    type: sum
    label: "Spend on Cards"
    description: "Purchases and bills paid by credit card, as positive amounts."
    value_format_name: usd_0
    sql: -${amount} ;;
    filters: [is_card_purchase: "Yes"]
    drill_fields: [detail*]
  }

  measure: average_ticket {
    type: average
    description: "Mean amount of a purchase, bill or cash withdrawal."
    value_format_name: usd
    sql: -${amount} ;;
    filters: [is_spending: "Yes"]
    drill_fields: [detail*]
  }

  measure: inflow {
    type: sum
    description: "Money that came in for good: not between own accounts."
    value_format_name: usd_0
    sql: ${amount} ;;
    filters: [is_inflow: "Yes"]
    drill_fields: [detail*]
  }

  measure: outflow {
    type: sum
    description: "Money that left for good, as a positive amount: not between own accounts."
    value_format_name: usd_0
    sql: -${amount} ;;
    filters: [is_outflow: "Yes"]
    drill_fields: [detail*]
  }

  measure: net_cash_flow {
    type: number
    description: "Inflow less outflow."
    value_format_name: usd_0
    sql: ${inflow} - ${outflow} ;;
    drill_fields: [detail*]
  }

  measure: fees {
    type: sum
    label: "Fees Charged"
    description: "Fees of this bank, as a positive amount."
    value_format_name: usd_0
    sql: -${amount} ;;
    filters: [is_fee: "Yes"]
    drill_fields: [detail*]
  }

  measure: fintech_sent {
    type: sum
    label: "Sent to Fintechs"
    description: "Money transferred to fintechs outside, as a positive amount."
    value_format_name: usd_0
    sql: -${amount} ;;
    filters: [is_sent_to_fintech: "Yes"]
    drill_fields: [detail*]
  }

  measure: fintech_received {
    type: sum
    label: "Received From Fintechs"
    description: "Money transferred from fintechs outside."
    value_format_name: usd_0
    sql: ${amount} ;;
    filters: [transaction_category: "Fintech Transfer", is_inflow: "Yes"]
    drill_fields: [detail*]
  }

  measure: fintech_transfers {
    type: count
    label: "Transfers to Fintechs"
    description: "Number of transfers to fintechs outside."
    filters: [is_sent_to_fintech: "Yes"]
    drill_fields: [detail*]
  }

  measure: distinct_keys {
    hidden: yes
    type: count_distinct
    sql: ${transaction_id} ;;
  }

  set: detail {
    fields: [transaction_date, transaction_category, counterparty_name, payment_method, total_amount]
  }
}
