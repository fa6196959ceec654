---
- dashboard: executive
  title: "A: Executive View"
  description: "How the portfolio stands, what a customer has with us, and which segments earn money. Opens the segment view."
  layout: newspaper
  filters:
  - name: Segment
    title: Segment
    type: field_filter
    default_value: ""
    allow_multiple_values: true
    required: false
    ui_config:
      type: button_toggles
      display: inline
    model: customer_360
    explore: customers
    field: dim_customer.segment
  - name: State
    title: State
    type: field_filter
    default_value: ""
    allow_multiple_values: true
    required: false
    ui_config:
      type: tag_list
      display: popover
    model: customer_360
    explore: customers
    field: dim_customer.address_state
  elements:
  - name: Customers Today
    title: Customers Today
    type: single_value
    model: customer_360
    explore: customers
    fields: [dim_customer.customers_today]
    listen:
      Segment: dim_customer.segment
      State: dim_customer.address_state
    row: 0
    col: 0
    width: 4
    height: 4
  - name: AUM Today
    title: AUM Today
    type: single_value
    model: customer_360
    explore: balances
    fields: [fact_account_snapshot.snapshot_month, fact_account_snapshot.aum]
    sorts: [fact_account_snapshot.snapshot_month desc]
    limit: 13
    dynamic_fields:
    - category: table_calculation
      table_calculation: change_in_a_year
      label: in a year
      expression: ${fact_account_snapshot.aum} / offset(${fact_account_snapshot.aum}, 12) - 1
      value_format_name: percent_1
      _kind_hint: measure
      _type_hint: number
    show_comparison: true
    comparison_type: change
    show_comparison_label: true
    comparison_label: in a year
    listen:
      Segment: dim_customer.segment
      State: dim_customer.address_state
    row: 0
    col: 4
    width: 5
    height: 4
  - name: LUM Today
    title: LUM Today
    type: single_value
    model: customer_360
    explore: balances
    fields: [fact_account_snapshot.snapshot_month, fact_account_snapshot.lum]
    sorts: [fact_account_snapshot.snapshot_month desc]
    limit: 13
    dynamic_fields:
    - category: table_calculation
      table_calculation: change_in_a_year
      label: in a year
      expression: ${fact_account_snapshot.lum} / offset(${fact_account_snapshot.lum}, 12) - 1
      value_format_name: percent_1
      _kind_hint: measure
      _type_hint: number
    show_comparison: true
    comparison_type: change
    show_comparison_label: true
    comparison_label: in a year
    listen:
      Segment: dim_customer.segment
      State: dim_customer.address_state
    row: 0
    col: 9
    width: 5
    height: 4
  - name: Share of Wallet
    title: "Share of Wallet: Products per Customer"
    type: single_value
    model: customer_360
    explore: balances
    fields: [fact_account_snapshot.snapshot_month, fact_account_snapshot.products_per_customer]
    sorts: [fact_account_snapshot.snapshot_month desc]
    limit: 13
    dynamic_fields:
    - category: table_calculation
      table_calculation: change_in_a_year
      label: in a year
      expression: ${fact_account_snapshot.products_per_customer} - offset(${fact_account_snapshot.products_per_customer}, 12)
      value_format_name: decimal_2
      _kind_hint: measure
      _type_hint: number
    show_comparison: true
    comparison_type: change
    show_comparison_label: true
    comparison_label: in a year
    listen:
      Segment: dim_customer.segment
      State: dim_customer.address_state
    row: 0
    col: 14
    width: 5
    height: 4
  - name: High Churn Risk
    title: Customers at High Churn Risk
    type: single_value
    model: customer_360
    explore: customers
    fields: [churn_today.high_risk_customers, churn_today.high_risk_share]
    show_comparison: true
    comparison_type: value
    show_comparison_label: true
    comparison_label: of customers
    listen:
      Segment: dim_customer.segment
      State: dim_customer.address_state
    row: 0
    col: 19
    width: 5
    height: 4
  - name: Portfolio Health
    title: "Portfolio Health: AUM and LUM"
    type: looker_column
    model: customer_360
    explore: balances
    fields: [fact_account_snapshot.snapshot_month, fact_account_snapshot.aum, fact_account_snapshot.lum]
    sorts: [fact_account_snapshot.snapshot_month]
    limit: 500
    stacking: ""
    show_value_labels: false
    y_axis_value_format: '$0.0,,"M"'
    series_colors:
      fact_account_snapshot.aum: "#1A73E8"
      fact_account_snapshot.lum: "#F9AB00"
    listen:
      Segment: dim_customer.segment
      State: dim_customer.address_state
    row: 4
    col: 0
    width: 14
    height: 8
  - name: Share of Wallet Trend
    title: Share of Wallet, Month by Month
    type: looker_line
    model: customer_360
    explore: balances
    fields: [fact_account_snapshot.snapshot_month, fact_account_snapshot.products_per_customer]
    sorts: [fact_account_snapshot.snapshot_month]
    limit: 500
    y_axis_value_format: "0.00"
    listen:
      Segment: dim_customer.segment
      State: dim_customer.address_state
    row: 4
    col: 14
    width: 10
    height: 8
  - name: Segment Heatmap
    title: "Segment Heatmap: Profit per Customer by Quarter"
    type: looker_grid
    model: customer_360
    explore: profitability
    fields: [dim_customer.segment, customer_profit.profit_quarter, customer_profit.profit_per_customer]
    pivots: [customer_profit.profit_quarter]
    sorts: [customer_profit.profit_quarter, dim_customer.segment]
    limit: 500
    enable_conditional_formatting: true
    conditional_formatting:
    - type: along a scale...
      value:
      background_color: "#1A73E8"
      font_color:
      color_application:
        collection_id: google
        custom:
          id: profit
          label: Profit
          type: continuous
          stops:
          - color: "#F28B82"
            offset: 0
          - color: "#FFFFFF"
            offset: 50
          - color: "#81C995"
            offset: 100
        options:
          steps: 5
      bold: false
      italic: false
      strikethrough: false
      fields: [customer_profit.profit_per_customer]
    listen:
      Segment: dim_customer.segment
      State: dim_customer.address_state
    row: 12
    col: 0
    width: 14
    height: 6
  - name: Where Profit Comes From
    title: "Where Profit Comes From, All Months"
    type: looker_grid
    model: customer_360
    explore: profitability
    fields: [dim_customer.segment, customer_profit.net_interest_income, customer_profit.fee_income, customer_profit.interchange,
      customer_profit.expected_credit_loss, customer_profit.cost_to_serve, customer_profit.total_profit]
    sorts: [dim_customer.segment]
    limit: 500
    total: true
    listen:
      Segment: dim_customer.segment
      State: dim_customer.address_state
    row: 18
    col: 0
    width: 14
    height: 6
  - name: Churn Risk Over Time
    title: Share of Customers at High Churn Risk
    type: looker_line
    model: customer_360
    explore: churn
    fields: [churn_risk.as_of_month, churn_risk.high_risk_share]
    filters:
      churn_risk.has_history: "Yes"
    sorts: [churn_risk.as_of_month]
    limit: 500
    y_axis_value_format: "0.0%"
    series_colors:
      churn_risk.high_risk_share: "#D93025"
    listen:
      Segment: dim_customer.segment
      State: dim_customer.address_state
    row: 12
    col: 14
    width: 10
    height: 6
  - name: Opportunity by Action
    title: "Opportunity: Yearly Value to the Bank by Next Best Action"
    type: looker_bar
    model: customer_360
    explore: customers
    fields: [next_best_action.action, next_best_action.total_bank_value, next_best_action.customers_with_actions]
    filters:
      next_best_action.action: "-NULL"
    sorts: [next_best_action.total_bank_value desc]
    limit: 500
    hidden_fields: [next_best_action.customers_with_actions]
    listen:
      Segment: dim_customer.segment
      State: dim_customer.address_state
    row: 18
    col: 14
    width: 10
    height: 6
