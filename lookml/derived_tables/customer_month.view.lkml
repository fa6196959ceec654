# What each customer did in each month, from one pass over postings, contacts and snapshots. SQL, because the same rows are summed
# under many conditions and three facts of different grain are brought to one; other KPIs are built on it.

view: customer_month {
  derived_table: {
    datagroup_trigger: daily
    cluster_keys: ["customer_id"]
    sql:
      WITH flows AS (
        SELECT
          customer_id,
          DATE_TRUNC(transaction_date, MONTH) AS month,
          COUNT(*) AS transactions,
          COUNTIF(transaction_category IN ('Purchase', 'Cash Withdrawal')) AS purchases,
          COUNTIF(transaction_category = 'Cash Withdrawal') AS withdrawals,
          SUM(IF(transaction_category IN ('Purchase', 'Cash Withdrawal'), -amount, 0)) AS spending,
          COUNTIF(transaction_category = 'Purchase' AND payment_method = 'Debit') AS debit_purchases,
          SUM(IF(transaction_category IN ('Purchase', 'Bill') AND payment_method = 'Credit Card', -amount, 0)) AS card_spending,
          COUNTIF(is_recurring) AS bills,
          SUM(IF(transaction_type = 'credit' AND counterparty_type = 'external' AND amount > 0
            AND transaction_category <> 'Refund', amount, 0)) AS income,
          SUM(IF(transaction_category = 'Payroll', amount, 0)) AS payroll,
          SUM(IF(transaction_category = 'Gig Income', amount, 0)) AS gig_income,
          SUM(IF(transaction_category IN ('Payroll', 'Social Security', 'Pension', 'Gig Income', 'Family Support', 'Unemployment Benefit'),
            amount, 0)) AS earned,
          COUNTIF(transaction_category = 'Family Support') AS family_support,
          COUNTIF(transaction_category = 'Down Payment') AS down_payments,
          SUM(IF(transaction_category IN ('Outside Transfer', 'Investment Withdrawal') AND counterparty_type = 'external'
            AND amount < 0, -amount, 0)) AS sent_away,
          SUM(IF(transaction_category = 'Fintech Transfer' AND amount < 0, -amount, 0)) AS fintech,
          SUM(IF(transaction_category = 'Outside Card Payment', -amount, 0)) AS outside_cards,
          COUNTIF(transaction_category IN ('Own Transfer', 'Investment Contribution')) AS own_transfers,
          SUM(IF(transaction_category = 'Investment Contribution' AND amount > 0, amount, 0)) AS invested_here,
          SUM(IF(amount > 0 AND (transaction_type <> 'transfer' OR counterparty_type = 'external'), amount, 0)) AS inflow,
          SUM(IF(amount < 0 AND (transaction_type <> 'transfer' OR counterparty_type = 'external'), -amount, 0)) AS outflow,
          COUNTIF(transaction_category IN ('Overdraft Fee', 'Late Fee', 'Maintenance Fee', 'Annual Fee')) AS fees,
          SUM(IF(transaction_category IN ('Overdraft Fee', 'Late Fee', 'Maintenance Fee', 'Annual Fee', 'Foreign Transaction Fee'),
            -amount, 0)) AS fee_amount,
          SUM(IF(transaction_category IN ('Card Interest', 'Loan Interest'), -amount, 0)) AS interest_charged,
          SUM(IF(transaction_category = 'Interest Earned', amount, 0)) AS interest_paid,
          SUM(IF(transaction_category = 'Bill' AND counterparty_type = 'internal', -amount, 0)) AS premiums
        FROM ${fact_transaction.SQL_TABLE_NAME}
        GROUP BY customer_id, month
      ),

      contacts AS (
        SELECT
          customer_id,
          DATE_TRUNC(interaction_date, MONTH) AS month,
          COUNT(*) AS contacts,
          COUNTIF(channel = 'App') AS app_contacts,
          COUNTIF(channel = 'Branch') AS branch_contacts,
          COUNTIF(channel = 'Call Center') AS call_contacts,
          COUNTIF(reason = 'Complaint') AS complaints,
          COUNTIF(reason IN ('Fee Dispute', 'Declined Card', 'Missed Payment', 'Technical Issue')) AS disputes,
          COUNTIF(reason = 'Account Closure') AS closures,
          SUM(GREATEST(-sentiment_score, 0)) AS displeasure,
          COUNTIF(resolution_status <> 'Resolved') AS unresolved
        FROM ${fact_interaction.SQL_TABLE_NAME}
        GROUP BY customer_id, month
      ),

      holdings AS (
        SELECT
          s.customer_id,
          DATE_TRUNC(s.snapshot_date, MONTH) AS month,
          MAX(s.snapshot_date) AS month_end,
          COUNT(*) AS products,
          MAX(IF(a.account_type = 'CASA', 1, 0)) + MAX(IF(a.account_type = 'Credit Card', 1, 0)) + MAX(IF(a.account_type = 'Loan', 1, 0))
            + MAX(IF(a.account_type = 'Insurance', 1, 0)) + MAX(IF(a.account_type = 'Securities', 1, 0)) AS families,
          SUM(IF(a.account_type = 'CASA', s.balance, 0)) AS deposits,
          SUM(IF(a.account_type = 'CASA' AND a.maturity_date IS NULL, s.balance, 0)) AS liquid,
          SUM(IF(a.account_type = 'Securities', s.balance, 0)) AS invested,
          SUM(IF(a.product_name = 'Managed Portfolio', s.balance, 0)) AS managed,
          SUM(IF(a.account_type = 'Loan', s.balance, 0)) AS loans,
          SUM(IF(a.product_name LIKE '%Mortgage' OR a.product_name = 'Home Equity Loan', s.balance, 0)) AS mortgages,
          SUM(IF(a.account_type = 'Credit Card', s.balance, 0)) AS card_balance,
          SUM(IF(a.account_type = 'Credit Card', a.credit_limit, 0)) AS card_limit
        FROM ${fact_account_snapshot.SQL_TABLE_NAME} AS s
        INNER JOIN ${dim_account.SQL_TABLE_NAME} AS a ON s.account_id = a.account_id
        -- not the eve of the window, whose month has no postings
        INNER JOIN ${data_end.SQL_TABLE_NAME} AS e ON s.snapshot_date >= e.first_day
        GROUP BY s.customer_id, month
      )

      SELECT
        h.*,
        COALESCE(f.transactions, 0) AS transactions,
        COALESCE(f.purchases, 0) AS purchases,
        COALESCE(f.spending, 0) AS spending,
        COALESCE(f.debit_purchases, 0) AS debit_purchases,
        COALESCE(f.card_spending, 0) AS card_spending,
        COALESCE(f.bills, 0) AS bills,
        COALESCE(f.income, 0) AS income,
        COALESCE(f.payroll, 0) AS payroll,
        COALESCE(f.gig_income, 0) AS gig_income,
        COALESCE(f.earned, 0) AS earned,
        COALESCE(f.family_support, 0) AS family_support,
        COALESCE(f.down_payments, 0) AS down_payments,
        COALESCE(f.withdrawals, 0) AS withdrawals,
        COALESCE(f.sent_away, 0) AS sent_away,
        COALESCE(f.fintech, 0) AS fintech,
        COALESCE(f.outside_cards, 0) AS outside_cards,
        COALESCE(f.own_transfers, 0) AS own_transfers,
        COALESCE(f.invested_here, 0) AS invested_here,
        COALESCE(f.inflow, 0) AS inflow,
        COALESCE(f.outflow, 0) AS outflow,
        COALESCE(f.fees, 0) AS fees,
        COALESCE(f.fee_amount, 0) AS fee_amount,
        COALESCE(f.interest_charged, 0) AS interest_charged,
        COALESCE(f.interest_paid, 0) AS interest_paid,
        COALESCE(f.premiums, 0) AS premiums,
        COALESCE(c.contacts, 0) AS contacts,
        COALESCE(c.app_contacts, 0) AS app_contacts,
        COALESCE(c.branch_contacts, 0) AS branch_contacts,
        COALESCE(c.call_contacts, 0) AS call_contacts,
        COALESCE(c.complaints, 0) AS complaints,
        COALESCE(c.disputes, 0) AS disputes,
        COALESCE(c.closures, 0) AS closures,
        COALESCE(c.displeasure, 0) AS displeasure,
        COALESCE(c.unresolved, 0) AS unresolved
      FROM holdings AS h
      LEFT JOIN flows AS f ON h.customer_id = f.customer_id AND h.month = f.month
      LEFT JOIN contacts AS c ON h.customer_id = c.customer_id AND h.month = c.month ;;
  }

  dimension: customer_month_id {
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
}
