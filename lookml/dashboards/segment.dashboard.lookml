---
- dashboard: segment
  title: "B: Segment View"
  description: "Where money leaks, how customers reach us, and who needs attention in a segment. Opens the individual view."
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
  - name: Persona
    title: Persona
    type: field_filter
    default_value: ""
    allow_multiple_values: true
    required: false
    ui_config:
      type: tag_list
      display: popover
    model: customer_360
    explore: customers
    field: dim_customer.persona_tag
  elements:
  - name: Wallet Leakage
    title: "Wallet Leakage: Sent to External Fintechs, All Months"
    type: looker_bar
    model: customer_360
    explore: leakage
    fields: [wallet_leakage.fintech_kind, wallet_leakage.leakage]
    sorts: [wallet_leakage.leakage desc]
    limit: 500
    show_value_labels: true
    series_colors:
      wallet_leakage.leakage: "#D93025"
    listen:
      Segment: dim_customer.segment
      State: dim_customer.address_state
      Persona: dim_customer.persona_tag
    row: 0
    col: 0
    width: 12
    height: 7
  - name: Channel Mix
    title: "Channel Mix: Mobile App and Branch"
    type: looker_pie
    model: customer_360
    explore: contacts
    fields: [fact_interaction.channel, fact_interaction.count]
    sorts: [fact_interaction.count desc]
    limit: 500
    value_labels: legend
    label_type: labPer
    series_colors:
      App: "#1A73E8"
      Branch: "#F9AB00"
      Call Center: "#9334E6"
      Chatbot: "#12B5CB"
    listen:
      Segment: dim_customer.segment
      State: dim_customer.address_state
      Persona: dim_customer.persona_tag
    row: 0
    col: 12
    width: 12
    height: 7
  - name: Leakage Over Time
    title: Wallet Leakage by Month
    type: looker_area
    model: customer_360
    explore: leakage
    fields: [wallet_leakage.sent_month, wallet_leakage.fintech_kind, wallet_leakage.leakage]
    pivots: [wallet_leakage.fintech_kind]
    sorts: [wallet_leakage.sent_month, wallet_leakage.fintech_kind]
    limit: 500
    stacking: normal
    listen:
      Segment: dim_customer.segment
      State: dim_customer.address_state
      Persona: dim_customer.persona_tag
    row: 7
    col: 0
    width: 12
    height: 7
  - name: Channel Mix by Age
    title: Channel Mix by Age
    type: looker_column
    model: customer_360
    explore: contacts
    fields: [dim_customer.age_tier, fact_interaction.channel, fact_interaction.count]
    pivots: [fact_interaction.channel]
    sorts: [fact_interaction.channel, dim_customer.age_tier]
    limit: 500
    stacking: percent
    listen:
      Segment: dim_customer.segment
      State: dim_customer.address_state
      Persona: dim_customer.persona_tag
    row: 7
    col: 12
    width: 12
    height: 7
  - name: Share of Wallet in Money
    title: Share of Wallet in Money
    type: looker_line
    model: customer_360
    explore: cash_flows
    fields: [cash_flow.flow_month, cash_flow.share_of_spending]
    sorts: [cash_flow.flow_month]
    limit: 500
    y_axis_value_format: "0%"
    listen:
      Segment: dim_customer.segment
      State: dim_customer.address_state
      Persona: dim_customer.persona_tag
    row: 14
    col: 0
    width: 8
    height: 7
  - name: Coverage Gaps by Kind
    title: Gaps in Cover by Kind
    type: looker_bar
    model: customer_360
    explore: customers
    fields: [coverage_gap.kind, coverage_gap.gaps, coverage_gap.total_shortfall]
    filters:
      coverage_gap.status: "Gap"
    sorts: [coverage_gap.gaps desc]
    limit: 500
    hidden_fields: [coverage_gap.total_shortfall]
    listen:
      Segment: dim_customer.segment
      State: dim_customer.address_state
      Persona: dim_customer.persona_tag
    row: 14
    col: 8
    width: 8
    height: 7
  - name: Life Events Lately
    title: Life Events of the Last Six Months
    type: looker_bar
    model: customer_360
    explore: customers
    fields: [life_event.event, life_event.recent_alerts]
    filters:
      life_event.is_recent: "Yes"
    sorts: [life_event.recent_alerts desc]
    limit: 500
    listen:
      Segment: dim_customer.segment
      State: dim_customer.address_state
      Persona: dim_customer.persona_tag
    row: 14
    col: 16
    width: 8
    height: 7
  - name: Personas
    title: Personas in the Segment
    type: looker_grid
    model: customer_360
    explore: customers
    fields: [dim_customer.persona_tag, dim_customer.customers_today, engagement.average_score, churn_today.high_risk_share,
      cash_position.total_idle_cash, cash_position.total_prepayment_potential, card_use.total_utilization,
      portfolio.average_risk_appetite]
    sorts: [dim_customer.customers_today desc]
    limit: 500
    listen:
      Segment: dim_customer.segment
      State: dim_customer.address_state
      Persona: dim_customer.persona_tag
    row: 21
    col: 0
    width: 24
    height: 6
  - name: Top Leaking Customers
    title: Customers Who Send Most to Fintechs
    type: looker_grid
    model: customer_360
    explore: leakage
    fields: [dim_customer.customer_number, dim_customer.name, dim_customer.segment, wallet_leakage.leakage, wallet_leakage.net_leakage,
      wallet_leakage.transfers]
    sorts: [wallet_leakage.leakage desc]
    limit: 20
    listen:
      Segment: dim_customer.segment
      State: dim_customer.address_state
      Persona: dim_customer.persona_tag
    row: 27
    col: 0
    width: 12
    height: 8
  - name: Service Quality
    title: Service by Channel
    type: looker_grid
    model: customer_360
    explore: contacts
    fields: [fact_interaction.channel, fact_interaction.count, fact_interaction.complaints, fact_interaction.resolved_share,
      fact_interaction.average_sentiment]
    sorts: [fact_interaction.count desc]
    limit: 500
    listen:
      Segment: dim_customer.segment
      State: dim_customer.address_state
      Persona: dim_customer.persona_tag
    row: 27
    col: 12
    width: 12
    height: 8
