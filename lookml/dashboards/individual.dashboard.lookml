---
- dashboard: individual
  title: "C: Individual View"
  description: "One customer: profile, products, needs, life events, and what to do next. Enter a customer ID."
  layout: newspaper
  tabs:
  - name: Profile
    label: Profile
  - name: CASA
    label: CASA
  - name: Cards
    label: Cards
  - name: Loans
    label: Loans
  - name: Insurance
    label: Insurance
  - name: Securities
    label: Securities
  - name: Lifestyle
    label: Lifestyle
  - name: Actions
    label: Actions
  filters:
  - name: Customer
    title: Customer ID
    type: field_filter
    default_value: "483"
    allow_multiple_values: false
    required: true
    ui_config:
      type: advanced
      display: popover
    model: customer_360
    explore: customers
    field: dim_customer.customer_number
  elements:
  - name: Profile Header
    title: Profile Header
    type: looker_single_record
    model: customer_360
    explore: customers
    fields: [dim_customer.customer_number, dim_customer.name, dim_customer.persona_tag, dim_customer.segment, dim_customer.age,
      dim_customer.address_city, dim_customer.address_state, dim_customer.occupation, dim_customer.income_bracket,
      dim_customer.marital_status, dim_customer.num_dependents, dim_customer.home_ownership, dim_customer.years_as_customer,
      dim_customer.preferred_channel, dim_customer.kyc_status]
    limit: 1
    listen:
      Customer: dim_customer.customer_number
    tab_name: Profile
    row: 0
    col: 0
    width: 8
    height: 10
  - name: Persona Tag
    title: Persona Tag
    type: single_value
    model: customer_360
    explore: customers
    fields: [dim_customer.persona_tag]
    limit: 1
    listen:
      Customer: dim_customer.customer_number
    tab_name: Profile
    row: 0
    col: 8
    width: 4
    height: 4
  - name: Engagement Score
    title: Engagement Score (0-100)
    type: single_value
    model: customer_360
    explore: customers
    fields: [engagement.score]
    limit: 1
    listen:
      Customer: dim_customer.customer_number
    tab_name: Profile
    row: 0
    col: 12
    width: 4
    height: 4
  - name: Churn Risk
    title: Churn Risk
    type: single_value
    model: customer_360
    explore: customers
    fields: [churn_today.risk, churn_today.points]
    hidden_fields: [churn_today.points]
    limit: 1
    enable_conditional_formatting: true
    conditional_formatting:
    - type: equal to
      value: "High"
      background_color: "#D93025"
      font_color: "#FFFFFF"
      bold: true
      fields: [churn_today.risk]
    - type: equal to
      value: "Medium"
      background_color: "#F9AB00"
      font_color: "#000000"
      fields: [churn_today.risk]
    - type: equal to
      value: "Low"
      background_color: "#188038"
      font_color: "#FFFFFF"
      fields: [churn_today.risk]
    listen:
      Customer: dim_customer.customer_number
    tab_name: Profile
    row: 0
    col: 16
    width: 4
    height: 4
  - name: Relationship Status
    title: "Relationship Status (Bank File)"
    type: single_value
    model: customer_360
    explore: customers
    fields: [dim_customer.churn_status]
    limit: 1
    listen:
      Customer: dim_customer.customer_number
    tab_name: Profile
    row: 0
    col: 20
    width: 4
    height: 4
  - name: Why This Risk
    title: Why This Risk
    type: looker_single_record
    model: customer_360
    explore: customers
    fields: [churn_today.risk, churn_today.points, churn_today.reasons]
    limit: 1
    listen:
      Customer: dim_customer.customer_number
    tab_name: Profile
    row: 4
    col: 8
    width: 8
    height: 6
  - name: Engagement Parts
    title: Engagement Parts
    type: looker_single_record
    model: customer_360
    explore: customers
    fields: [engagement.activity_points, engagement.main_bank_points, engagement.breadth_points, engagement.contact_points,
      engagement.saving_points]
    limit: 1
    listen:
      Customer: dim_customer.customer_number
    tab_name: Profile
    row: 4
    col: 16
    width: 8
    height: 6
  - name: Next Best Actions at a Glance
    title: Next Best Actions at a Glance
    type: looker_grid
    model: customer_360
    explore: customers
    fields: [next_best_action.priority, next_best_action.action, next_best_action.offer, next_best_action.reason]
    sorts: [next_best_action.priority]
    filters:
      next_best_action.priority: "<=3"
    limit: 3
    listen:
      Customer: dim_customer.customer_number
    tab_name: Profile
    row: 10
    col: 0
    width: 16
    height: 7
  - name: Products Held
    title: Products Held
    type: looker_grid
    model: customer_360
    explore: customers
    fields: [dim_account.account_type, dim_account.open_accounts]
    sorts: [dim_account.open_accounts desc]
    filters:
      dim_account.is_open: "Yes"
    limit: 500
    listen:
      Customer: dim_customer.customer_number
    tab_name: Profile
    row: 10
    col: 16
    width: 8
    height: 7
  - name: Contacts Lately
    title: Contacts Lately
    type: looker_grid
    model: customer_360
    explore: contacts
    fields: [fact_interaction.interaction_date, fact_interaction.channel, fact_interaction.reason,
      fact_interaction.resolution_status, fact_interaction.average_sentiment]
    sorts: [fact_interaction.interaction_date desc]
    limit: 15
    listen:
      Customer: dim_customer.customer_number
    tab_name: Profile
    row: 17
    col: 0
    width: 12
    height: 7
  - name: Profit by Quarter
    title: Profit by Quarter
    type: looker_column
    model: customer_360
    explore: profitability
    fields: [customer_profit.profit_quarter, customer_profit.total_profit]
    sorts: [customer_profit.profit_quarter]
    limit: 500
    listen:
      Customer: dim_customer.customer_number
    tab_name: Profile
    row: 17
    col: 12
    width: 12
    height: 7
  - name: Cash Flow Velocity
    title: Cash Flow Velocity
    type: looker_column
    model: customer_360
    explore: cash_flows
    fields: [cash_flow.flow_month, cash_flow.money_in, cash_flow.money_out, cash_flow.velocity]
    sorts: [cash_flow.flow_month]
    limit: 500
    series_types:
      cash_flow.velocity: line
    series_colors:
      cash_flow.money_in: "#188038"
      cash_flow.money_out: "#D93025"
      cash_flow.velocity: "#1A73E8"
    y_axes:
    - label: USD
      orientation: left
      series:
      - axisId: cash_flow.money_in
        id: cash_flow.money_in
        name: Money In
      - axisId: cash_flow.money_out
        id: cash_flow.money_out
        name: Money Out
    - label: Velocity
      orientation: right
      series:
      - axisId: cash_flow.velocity
        id: cash_flow.velocity
        name: Cash Flow Velocity
    listen:
      Customer: dim_customer.customer_number
    tab_name: CASA
    row: 0
    col: 0
    width: 16
    height: 8
  - name: Salary Detector
    title: Salary Detector
    type: looker_single_record
    model: customer_360
    explore: customers
    fields: [salary.employer, salary.status, salary.pay_frequency, salary.pay_amount, salary.yearly_pay, salary.last_pay_day,
      salary.next_pay_day, salary.is_missed]
    limit: 1
    listen:
      Customer: dim_customer.customer_number
    tab_name: CASA
    row: 0
    col: 16
    width: 8
    height: 8
  - name: Balances by Month
    title: Deposits by Month
    type: looker_area
    model: customer_360
    explore: balances
    fields: [fact_account_snapshot.snapshot_month, dim_account.product_name, fact_account_snapshot.balance_month_end]
    pivots: [dim_account.product_name]
    sorts: [fact_account_snapshot.snapshot_month, dim_account.product_name]
    filters:
      dim_account.account_type: "CASA"
    limit: 500
    stacking: normal
    listen:
      Customer: dim_customer.customer_number
    tab_name: CASA
    row: 8
    col: 0
    width: 12
    height: 8
  - name: Idle Cash
    title: Idle Cash
    type: single_value
    model: customer_360
    explore: customers
    fields: [cash_position.idle_cash, cash_position.months_covered]
    limit: 1
    show_comparison: true
    comparison_type: value
    comparison_label: months of outflow covered
    show_comparison_label: true
    listen:
      Customer: dim_customer.customer_number
    tab_name: CASA
    row: 8
    col: 12
    width: 6
    height: 4
  - name: Usual Outflow
    title: Usual Monthly Outflow
    type: single_value
    model: customer_360
    explore: customers
    fields: [cash_position.usual_outflow]
    limit: 1
    listen:
      Customer: dim_customer.customer_number
    tab_name: CASA
    row: 8
    col: 18
    width: 6
    height: 4
  - name: Where Money Leaks
    title: Where Money Leaks
    type: looker_bar
    model: customer_360
    explore: leakage
    fields: [wallet_leakage.fintech_kind, wallet_leakage.leakage]
    sorts: [wallet_leakage.leakage desc]
    limit: 500
    series_colors:
      wallet_leakage.leakage: "#D93025"
    listen:
      Customer: dim_customer.customer_number
    tab_name: CASA
    row: 12
    col: 12
    width: 12
    height: 4
  - name: Income by Source
    title: Money In by Source
    type: looker_column
    model: customer_360
    explore: transactions
    fields: [fact_transaction.transaction_month, fact_transaction.transaction_category, fact_transaction.inflow]
    pivots: [fact_transaction.transaction_category]
    sorts: [fact_transaction.transaction_month, fact_transaction.transaction_category]
    filters:
      fact_transaction.is_inflow: "Yes"
    limit: 500
    stacking: normal
    listen:
      Customer: dim_customer.customer_number
    tab_name: CASA
    row: 16
    col: 0
    width: 24
    height: 7
  - name: Spend by Category
    title: Spend by Category on Cards
    type: looker_pie
    model: customer_360
    explore: transactions
    fields: [fact_transaction.mcc_category, fact_transaction.card_spending]
    sorts: [fact_transaction.card_spending desc]
    filters:
      fact_transaction.is_card_purchase: "Yes"
    limit: 12
    inner_radius: 50
    value_labels: legend
    label_type: labPer
    listen:
      Customer: dim_customer.customer_number
    tab_name: Cards
    row: 0
    col: 0
    width: 10
    height: 9
  - name: Top Merchants
    title: Top Merchants
    type: looker_bar
    model: customer_360
    explore: transactions
    fields: [dim_merchant.merchant_name, fact_transaction.card_spending]
    sorts: [fact_transaction.card_spending desc]
    filters:
      fact_transaction.is_card_purchase: "Yes"
    limit: 10
    listen:
      Customer: dim_customer.customer_number
    tab_name: Cards
    row: 0
    col: 10
    width: 8
    height: 9
  - name: Credit Utilization
    title: Credit Utilization
    type: single_value
    model: customer_360
    explore: customers
    fields: [card_use.utilization, card_use.usual_utilization]
    limit: 1
    show_comparison: true
    comparison_type: value
    comparison_label: usual of half a year
    show_comparison_label: true
    listen:
      Customer: dim_customer.customer_number
    tab_name: Cards
    row: 0
    col: 18
    width: 6
    height: 4
  - name: Available Credit
    title: Available Credit
    type: single_value
    model: customer_360
    explore: balances
    fields: [fact_account_snapshot.available_credit_month_end]
    filters:
      fact_account_snapshot.is_latest: "Yes"
      dim_account.account_type: "Credit Card"
    limit: 500
    listen:
      Customer: dim_customer.customer_number
    tab_name: Cards
    row: 4
    col: 18
    width: 6
    height: 5
  - name: Utilization by Month
    title: Utilization by Month
    type: looker_line
    model: customer_360
    explore: balances
    fields: [fact_account_snapshot.snapshot_month, fact_account_snapshot.card_utilization]
    sorts: [fact_account_snapshot.snapshot_month]
    filters:
      dim_account.account_type: "Credit Card"
    limit: 500
    y_axis_value_format: "0%"
    listen:
      Customer: dim_customer.customer_number
    tab_name: Cards
    row: 9
    col: 0
    width: 12
    height: 7
  - name: Card Spend by Month
    title: Card Spend by Month
    type: looker_column
    model: customer_360
    explore: transactions
    fields: [fact_transaction.transaction_month, fact_transaction.card_spending]
    sorts: [fact_transaction.transaction_month]
    filters:
      fact_transaction.is_card_purchase: "Yes"
    limit: 500
    listen:
      Customer: dim_customer.customer_number
    tab_name: Cards
    row: 9
    col: 12
    width: 12
    height: 7
  - name: Cards Held
    title: Cards Held
    type: looker_grid
    model: customer_360
    explore: balances
    fields: [dim_account.product_name, dim_account.credit_limit, dim_account.interest_rate,
      fact_account_snapshot.balance_month_end, fact_account_snapshot.card_utilization]
    sorts: [dim_account.credit_limit desc]
    filters:
      fact_account_snapshot.is_latest: "Yes"
      dim_account.account_type: "Credit Card"
    limit: 500
    listen:
      Customer: dim_customer.customer_number
    tab_name: Cards
    row: 16
    col: 0
    width: 24
    height: 5
  - name: Repayment Progress
    title: Repayment Progress
    type: single_value
    model: customer_360
    explore: balances
    fields: [fact_account_snapshot.principal_paid_month_end, fact_account_snapshot.principal_lent_month_end]
    filters:
      fact_account_snapshot.is_latest: "Yes"
      dim_account.account_type: "Loan"
    limit: 500
    show_comparison: true
    comparison_type: progress_percentage
    comparison_label: lent
    show_comparison_label: true
    listen:
      Customer: dim_customer.customer_number
    tab_name: Loans
    row: 0
    col: 0
    width: 8
    height: 5
  - name: Prepayment Potential
    title: Prepayment Potential
    type: single_value
    model: customer_360
    explore: customers
    fields: [cash_position.prepayment_potential, cash_position.loans_owed]
    limit: 1
    show_comparison: true
    comparison_type: value
    comparison_label: owed
    show_comparison_label: true
    listen:
      Customer: dim_customer.customer_number
    tab_name: Loans
    row: 0
    col: 8
    width: 8
    height: 5
  - name: Prepayment Flag
    title: Prepayment Flag
    type: single_value
    model: customer_360
    explore: customers
    fields: [cash_position.can_prepay]
    limit: 1
    listen:
      Customer: dim_customer.customer_number
    tab_name: Loans
    row: 0
    col: 16
    width: 4
    height: 5
  - name: Overdue
    title: Overdue
    type: single_value
    model: customer_360
    explore: installments
    fields: [fact_loan_schedule.overdue_amount]
    limit: 500
    listen:
      Customer: dim_customer.customer_number
    tab_name: Loans
    row: 0
    col: 20
    width: 4
    height: 5
  - name: Loans by Progress
    title: Loans by Progress
    type: looker_grid
    model: customer_360
    explore: balances
    fields: [dim_account.product_name, dim_account.open_date, dim_account.maturity_date, dim_account.interest_rate,
      fact_account_snapshot.principal_lent_month_end, fact_account_snapshot.principal_remaining_month_end,
      fact_account_snapshot.repaid_share]
    sorts: [fact_account_snapshot.principal_remaining_month_end desc]
    filters:
      fact_account_snapshot.is_latest: "Yes"
      dim_account.account_type: "Loan"
    limit: 500
    series_cell_visualizations:
      fact_account_snapshot.repaid_share:
        is_active: true
    listen:
      Customer: dim_customer.customer_number
    tab_name: Loans
    row: 5
    col: 0
    width: 24
    height: 6
  - name: Installments
    title: "Installments: Principal and Interest"
    type: looker_column
    model: customer_360
    explore: installments
    fields: [fact_loan_schedule.due_month, fact_loan_schedule.total_principal_portion, fact_loan_schedule.total_interest_portion]
    sorts: [fact_loan_schedule.due_month]
    limit: 500
    stacking: normal
    listen:
      Customer: dim_customer.customer_number
    tab_name: Loans
    row: 11
    col: 0
    width: 14
    height: 7
  - name: Late Payments
    title: Late Payments
    type: looker_grid
    model: customer_360
    explore: installments
    fields: [dim_account.product_name, fact_loan_schedule.count, fact_loan_schedule.late_share,
      fact_loan_schedule.worst_days_past_due]
    sorts: [fact_loan_schedule.count desc]
    limit: 500
    listen:
      Customer: dim_customer.customer_number
    tab_name: Loans
    row: 11
    col: 14
    width: 10
    height: 7
  - name: Coverage Gap Analysis
    title: Coverage Gap Analysis
    type: looker_grid
    model: customer_360
    explore: customers
    fields: [coverage_gap.kind, coverage_gap.status, coverage_gap.needed, coverage_gap.insured_here, coverage_gap.shortfall,
      coverage_gap.is_gap]
    sorts: [coverage_gap.shortfall desc]
    limit: 500
    enable_conditional_formatting: true
    conditional_formatting:
    - type: equal to
      value: "Gap"
      background_color: "#FCE8E6"
      font_color: "#C5221F"
      bold: true
      fields: [coverage_gap.status]
    - type: equal to
      value: "Covered"
      background_color: "#E6F4EA"
      font_color: "#137333"
      fields: [coverage_gap.status]
    listen:
      Customer: dim_customer.customer_number
    tab_name: Insurance
    row: 0
    col: 0
    width: 16
    height: 8
  - name: Total Shortfall
    title: Total Shortfall
    type: single_value
    model: customer_360
    explore: customers
    fields: [coverage_gap.total_shortfall, coverage_gap.gaps]
    limit: 500
    show_comparison: true
    comparison_type: value
    comparison_label: gaps
    show_comparison_label: true
    listen:
      Customer: dim_customer.customer_number
    tab_name: Insurance
    row: 0
    col: 16
    width: 8
    height: 4
  - name: What Points to Needs
    title: What Points to Needs
    type: looker_single_record
    model: customer_360
    explore: customers
    fields: [dim_customer.num_dependents, dim_customer.home_ownership, household_signs.fuel_days, household_signs.trips,
      household_signs.payees]
    limit: 1
    listen:
      Customer: dim_customer.customer_number
    tab_name: Insurance
    row: 4
    col: 16
    width: 8
    height: 4
  - name: Policies Held
    title: Policies Held
    type: looker_grid
    model: customer_360
    explore: customers
    fields: [dim_account.product_name, dim_account.coverage_amount, dim_account.beneficiary_count, dim_account.open_date,
      dim_account.maturity_date]
    sorts: [dim_account.product_name]
    filters:
      dim_account.account_type: "Insurance"
      dim_account.is_open: "Yes"
    limit: 500
    listen:
      Customer: dim_customer.customer_number
    tab_name: Insurance
    row: 8
    col: 0
    width: 16
    height: 6
  - name: Premiums by Insurer
    title: Premiums by Insurer
    type: looker_bar
    model: customer_360
    explore: transactions
    fields: [dim_merchant.merchant_name, fact_transaction.spending]
    sorts: [fact_transaction.spending desc]
    filters:
      fact_transaction.mcc_category: "Insurance"
    limit: 10
    listen:
      Customer: dim_customer.customer_number
    tab_name: Insurance
    row: 8
    col: 16
    width: 8
    height: 6
  - name: Risk Appetite
    title: Risk Appetite (0-100)
    type: looker_column
    model: customer_360
    explore: customers
    fields: [portfolio.average_risk_appetite]
    limit: 500
    advanced_vis_config: '{"chart": {"type": "solidgauge"}, "pane": {"startAngle": -90, "endAngle": 90, "background":
      {"innerRadius": "60%", "outerRadius": "100%", "shape": "arc"}}, "yAxis": [{"min": 0, "max": 100, "stops": [[0.25, "#188038"],
      [0.5, "#F9AB00"], [0.7, "#D93025"]]}]}'
    listen:
      Customer: dim_customer.customer_number
    tab_name: Securities
    row: 0
    col: 0
    width: 8
    height: 8
  - name: Portfolio ROI
    title: "Portfolio ROI: Last Twelve Months"
    type: single_value
    model: customer_360
    explore: customers
    fields: [portfolio.yearly_return, portfolio.yearly_gain]
    limit: 1
    show_comparison: true
    comparison_type: value
    comparison_label: gained
    show_comparison_label: true
    listen:
      Customer: dim_customer.customer_number
    tab_name: Securities
    row: 0
    col: 8
    width: 8
    height: 4
  - name: Invested
    title: Invested
    type: single_value
    model: customer_360
    explore: customers
    fields: [portfolio.invested, portfolio.invested_share]
    limit: 1
    show_comparison: true
    comparison_type: value
    comparison_label: of money here
    show_comparison_label: true
    listen:
      Customer: dim_customer.customer_number
    tab_name: Securities
    row: 0
    col: 16
    width: 8
    height: 4
  - name: Suitability
    title: Suitability
    type: looker_single_record
    model: customer_360
    explore: customers
    fields: [dim_customer.risk_tolerance, portfolio.risk_band, portfolio.volatility, portfolio.is_bolder_than_stated]
    limit: 1
    listen:
      Customer: dim_customer.customer_number
    tab_name: Securities
    row: 4
    col: 8
    width: 16
    height: 4
  - name: Portfolio by Month
    title: "Put In and Gained, by Month"
    type: looker_column
    model: customer_360
    explore: portfolios
    fields: [portfolio_month.portfolio_month, portfolio_month.net_contributions, portfolio_month.gain]
    sorts: [portfolio_month.portfolio_month]
    limit: 500
    stacking: normal
    listen:
      Customer: dim_customer.customer_number
    tab_name: Securities
    row: 8
    col: 0
    width: 12
    height: 8
  - name: Holdings
    title: Securities by Month
    type: looker_area
    model: customer_360
    explore: balances
    fields: [fact_account_snapshot.snapshot_month, dim_account.product_name, fact_account_snapshot.balance_month_end]
    pivots: [dim_account.product_name]
    sorts: [fact_account_snapshot.snapshot_month, dim_account.product_name]
    filters:
      dim_account.account_type: "Securities"
    limit: 500
    stacking: normal
    listen:
      Customer: dim_customer.customer_number
    tab_name: Securities
    row: 8
    col: 12
    width: 12
    height: 8
  - name: Subscription Manager
    title: Subscription Manager
    type: looker_grid
    model: customer_360
    explore: customers
    fields: [subscription.merchant_name, subscription.category, subscription.price, subscription.last_charge_day,
      subscription.price_rises, subscription.risen_by, subscription.is_likely_forgotten]
    sorts: [subscription.price desc]
    filters:
      subscription.merchant_name: "-NULL"
    limit: 500
    listen:
      Customer: dim_customer.customer_number
    tab_name: Lifestyle
    row: 0
    col: 0
    width: 16
    height: 9
  - name: Subscriptions a Month
    title: Subscriptions a Month
    type: single_value
    model: customer_360
    explore: customers
    fields: [subscription.monthly_cost, subscription.forgotten_cost]
    limit: 500
    show_comparison: true
    comparison_type: value
    comparison_label: likely forgotten
    show_comparison_label: true
    listen:
      Customer: dim_customer.customer_number
    tab_name: Lifestyle
    row: 0
    col: 16
    width: 8
    height: 4
  - name: Life Event Alerts
    title: Life Event Alerts
    type: looker_grid
    model: customer_360
    explore: customers
    fields: [life_event.event, life_event.took_place_date, life_event.evidence, life_event.is_confirmed]
    sorts: [life_event.took_place_date desc]
    filters:
      life_event.event: "-NULL"
    limit: 500
    listen:
      Customer: dim_customer.customer_number
    tab_name: Lifestyle
    row: 9
    col: 0
    width: 16
    height: 6
  - name: Trips a Year
    title: Trips a Year
    type: single_value
    model: customer_360
    explore: customers
    fields: [household_signs.trips]
    limit: 1
    listen:
      Customer: dim_customer.customer_number
    tab_name: Lifestyle
    row: 4
    col: 16
    width: 8
    height: 5
  - name: Lifestyle Spending
    title: What Money Is Spent On
    type: looker_bar
    model: customer_360
    explore: transactions
    fields: [fact_transaction.mcc_category, fact_transaction.spending]
    sorts: [fact_transaction.spending desc]
    filters:
      fact_transaction.transaction_category: "Purchase"
    limit: 15
    listen:
      Customer: dim_customer.customer_number
    tab_name: Lifestyle
    row: 9
    col: 16
    width: 8
    height: 13
  - name: Spending by Month
    title: Spending by Month
    type: looker_column
    model: customer_360
    explore: transactions
    fields: [fact_transaction.transaction_month, fact_transaction.spending]
    sorts: [fact_transaction.transaction_month]
    limit: 500
    listen:
      Customer: dim_customer.customer_number
    tab_name: Lifestyle
    row: 15
    col: 0
    width: 16
    height: 7
  - name: Next Best Actions
    title: Next Best Actions
    type: looker_grid
    model: customer_360
    explore: customers
    fields: [next_best_action.priority, next_best_action.action, next_best_action.offer, next_best_action.reason,
      next_best_action.urgency, next_best_action.bank_value, next_best_action.customer_value]
    sorts: [next_best_action.priority]
    filters:
      next_best_action.action: "-NULL"
    limit: 500
    enable_conditional_formatting: true
    conditional_formatting:
    - type: equal to
      value: 3
      background_color: "#FCE8E6"
      font_color: "#C5221F"
      bold: true
      fields: [next_best_action.urgency]
    - type: equal to
      value: 2
      background_color: "#FEF7E0"
      font_color: "#B06000"
      fields: [next_best_action.urgency]
    listen:
      Customer: dim_customer.customer_number
    tab_name: Actions
    row: 0
    col: 0
    width: 24
    height: 8
  - name: Value of Acting
    title: Yearly Value of Acting
    type: single_value
    model: customer_360
    explore: customers
    fields: [next_best_action.total_bank_value, next_best_action.total_customer_value]
    limit: 500
    show_comparison: true
    comparison_type: value
    comparison_label: to the customer
    show_comparison_label: true
    listen:
      Customer: dim_customer.customer_number
    tab_name: Actions
    row: 8
    col: 0
    width: 8
    height: 8
  - name: Latest Postings
    title: Latest Postings
    type: looker_grid
    model: customer_360
    explore: transactions
    fields: [fact_transaction.transaction_date, fact_transaction.transaction_category, dim_merchant.merchant_name,
      fact_transaction.counterparty_name, fact_transaction.total_amount]
    sorts: [fact_transaction.transaction_date desc]
    limit: 20
    listen:
      Customer: dim_customer.customer_number
    tab_name: Actions
    row: 8
    col: 8
    width: 16
    height: 8
