# What a customer earned the bank in a month. SQL, because balances, flows and contacts of a month are brought together and late loans
# are told by a range of days.

view: customer_profit {
  derived_table: {
    datagroup_trigger: daily
    cluster_keys: ["customer_id"]
    sql:
      WITH late AS (
        SELECT
          s.customer_id,
          DATE_TRUNC(s.snapshot_date, MONTH) AS month,
          SUM(s.balance) AS late_loans
        FROM ${fact_account_snapshot.SQL_TABLE_NAME} AS s
        INNER JOIN (
          SELECT DISTINCT l.account_id, s.snapshot_date
          FROM ${fact_loan_schedule.SQL_TABLE_NAME} AS l
          INNER JOIN ${fact_account_snapshot.SQL_TABLE_NAME} AS s
            ON l.account_id = s.account_id
            AND l.due_date <= DATE_SUB(s.snapshot_date, INTERVAL 30 DAY)
            AND (l.paid_date IS NULL OR l.paid_date > s.snapshot_date)
        ) AS d ON s.account_id = d.account_id AND s.snapshot_date = d.snapshot_date
        GROUP BY s.customer_id, month
      )

      SELECT
        m.customer_id,
        m.month,
        (
          m.deposits * @{funds_rate_percent} / 1200 - m.interest_paid
          + m.interest_charged - m.card_balance * @{funds_rate_percent} / 1200 - m.loans * @{term_funds_rate_percent} / 1200
        ) AS net_interest_income,
        m.fee_amount + m.managed * @{managed_fee_percent} / 1200 + m.premiums * @{premium_margin_percent} / 100 AS fees,
        m.card_spending * @{credit_interchange_percent} / 100 + m.debit_purchases * @{debit_interchange_usd} AS interchange,
        (
          m.card_balance * @{card_loss_percent}
          + m.mortgages * @{mortgage_loss_percent}
          + (m.loans - m.mortgages) * @{consumer_loan_loss_percent}
          + COALESCE(l.late_loans, 0) * @{past_due_loss_percent}
        ) / 1200 AS expected_loss,
        (
          m.products * @{account_cost_usd}
          + m.branch_contacts * @{branch_contact_cost_usd}
          + m.call_contacts * @{call_contact_cost_usd}
          + (m.contacts - m.branch_contacts - m.call_contacts) * @{digital_contact_cost_usd}
          + m.transactions * @{payment_cost_usd}
        ) AS cost_to_serve
      FROM ${customer_month.SQL_TABLE_NAME} AS m
      LEFT JOIN late AS l ON m.customer_id = l.customer_id AND m.month = l.month ;;
  }

  dimension: customer_profit_id {
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

  dimension_group: profit {
    type: time
    timeframes: [raw, month, quarter, year]
    convert_tz: no
    datatype: date
    description: "Month of the profit."
    sql: ${TABLE}.month ;;
  }

  dimension: net_interest_income_of_month {
    hidden: yes
    type: number
    sql: ${TABLE}.net_interest_income ;;
  }

  dimension: fees_of_month {
    hidden: yes
    type: number
    sql: ${TABLE}.fees ;;
  }

  dimension: interchange_of_month {
    hidden: yes
    type: number
    sql: ${TABLE}.interchange ;;
  }

  dimension: expected_loss_of_month {
    hidden: yes
    type: number
    sql: ${TABLE}.expected_loss ;;
  }

  dimension: cost_to_serve_of_month {
    hidden: yes
    type: number
    sql: ${TABLE}.cost_to_serve ;;
  }

  dimension: profit_usd {
    hidden: yes
    type: number
    sql: ${net_interest_income_of_month} + ${fees_of_month} + ${interchange_of_month} - ${expected_loss_of_month}
      - ${cost_to_serve_of_month} ;;
  }

  measure: net_interest_income {
    type: sum
    description: "Interest charged on cards and loans less interest paid on deposits; deposits are worth @{funds_rate_percent}% a year to the treasury, cards are funded at that, loans at @{term_funds_rate_percent}%, by the balance at the month's end."
    value_format_name: usd_0
    sql: ${net_interest_income_of_month} ;;
    drill_fields: [detail*]
  }

  measure: fee_income {
    type: sum
    description: "Overdraft, late, maintenance, annual and foreign fees, @{managed_fee_percent}% a year of managed portfolios and @{premium_margin_percent}% of premiums on policies here."
    value_format_name: usd_0
    sql: ${fees_of_month} ;;
    drill_fields: [detail*]
  }

  measure: interchange {
    type: sum
    description: "@{credit_interchange_percent}% of what is paid by credit card and @{debit_interchange_usd} USD a purchase by debit card."
    value_format_name: usd_0
    sql: ${interchange_of_month} ;;
    drill_fields: [detail*]
  }

  measure: expected_credit_loss {
    type: sum
    description: "Yearly loss rates on balances at the month's end: cards @{card_loss_percent}%, mortgages @{mortgage_loss_percent}%, other loans @{consumer_loan_loss_percent}%, and @{past_due_loss_percent}% more on loans 30 days late."
    value_format_name: usd_0
    sql: ${expected_loss_of_month} ;;
    drill_fields: [detail*]
  }

  measure: cost_to_serve {
    type: sum
    description: "@{account_cost_usd} USD an account a month, @{branch_contact_cost_usd} a branch visit, @{call_contact_cost_usd} a call, @{digital_contact_cost_usd} a contact by app or chatbot, @{payment_cost_usd} a posting."
    value_format_name: usd_0
    sql: ${cost_to_serve_of_month} ;;
    drill_fields: [detail*]
  }

  measure: total_profit {
    type: sum
    description: "Net interest income, fees and interchange less expected credit loss and cost to serve."
    value_format_name: usd_0
    sql: ${profit_usd} ;;
    drill_fields: [detail*]
  }

  measure: customers {
    type: count_distinct
    label: "Customers With Profit"
    description: "Customers with an account in the selected period."
    sql: ${customer_id} ;;
  }

  measure: profit_per_customer {
    type: number
    description: "Profit over the selected period, by customer."
    value_format_name: usd_0
    sql: SAFE_DIVIDE(${total_profit}, ${customers}) ;;
    drill_fields: [detail*]
  }

  measure: profitable_customers {
    type: count_distinct
    label: "Customers With a Profitable Month"
    description: "Customers with a month of positive profit in the selected period."
    sql: IF(${profit_usd} > 0, ${customer_id}, NULL) ;;
  }

  measure: count {
    hidden: yes
    type: count
  }

  measure: distinct_keys {
    hidden: yes
    type: count_distinct
    sql: ${customer_profit_id} ;;
  }

  set: detail {
    fields: [dim_customer.customer_number, dim_customer.name, net_interest_income, fee_income, interchange, expected_credit_loss, cost_to_serve, total_profit]
  }
}
