---
- dashboard: work_list
  title: "D: RM Work List"
  description: "Whom to call first: the best action of each customer of a book, by urgency and value. A book is a segment and a state. Opens the individual view."
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
  - name: Action
    title: Action
    type: field_filter
    default_value: ""
    allow_multiple_values: true
    required: false
    ui_config:
      type: tag_list
      display: popover
    model: customer_360
    explore: customers
    field: next_best_action.action
  - name: Urgency
    title: Urgency
    type: field_filter
    default_value: ""
    allow_multiple_values: true
    required: false
    ui_config:
      type: advanced
      display: popover
    model: customer_360
    explore: customers
    field: next_best_action.urgency
  elements:
  - name: Customers to Act On
    title: Customers to Act On
    type: single_value
    model: customer_360
    explore: customers
    fields: [next_best_action.customers_with_actions]
    limit: 500
    listen:
      Segment: dim_customer.segment
      State: dim_customer.address_state
      Persona: dim_customer.persona_tag
      Action: next_best_action.action
      Urgency: next_best_action.urgency
    row: 0
    col: 0
    width: 6
    height: 4
  - name: Actions
    title: Actions
    type: single_value
    model: customer_360
    explore: customers
    fields: [next_best_action.actions]
    limit: 500
    listen:
      Segment: dim_customer.segment
      State: dim_customer.address_state
      Persona: dim_customer.persona_tag
      Action: next_best_action.action
      Urgency: next_best_action.urgency
    row: 0
    col: 6
    width: 6
    height: 4
  - name: Value to the Bank
    title: Yearly Value to the Bank
    type: single_value
    model: customer_360
    explore: customers
    fields: [next_best_action.total_bank_value]
    limit: 500
    listen:
      Segment: dim_customer.segment
      State: dim_customer.address_state
      Persona: dim_customer.persona_tag
      Action: next_best_action.action
      Urgency: next_best_action.urgency
    row: 0
    col: 12
    width: 6
    height: 4
  - name: Value to Customers
    title: Yearly Value to Customers
    type: single_value
    model: customer_360
    explore: customers
    fields: [next_best_action.total_customer_value]
    limit: 500
    listen:
      Segment: dim_customer.segment
      State: dim_customer.address_state
      Persona: dim_customer.persona_tag
      Action: next_best_action.action
      Urgency: next_best_action.urgency
    row: 0
    col: 18
    width: 6
    height: 4
  - name: Work List
    title: "Work List: Best Action of Each Customer by Urgency and Value"
    type: looker_grid
    model: customer_360
    explore: customers
    fields: [dim_customer.customer_number, dim_customer.name, dim_customer.segment, dim_customer.address_state,
      next_best_action.action, next_best_action.offer, next_best_action.reason, next_best_action.urgency,
      next_best_action.bank_value, next_best_action.customer_value]
    sorts: [next_best_action.urgency desc, next_best_action.bank_value desc]
    filters:
      next_best_action.is_first: "Yes"
    limit: 200
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
      Segment: dim_customer.segment
      State: dim_customer.address_state
      Persona: dim_customer.persona_tag
      Action: next_best_action.action
      Urgency: next_best_action.urgency
    row: 4
    col: 0
    width: 24
    height: 12
  - name: Actions by Kind
    title: Actions by Kind
    type: looker_bar
    model: customer_360
    explore: customers
    fields: [next_best_action.action, next_best_action.actions, next_best_action.total_bank_value]
    sorts: [next_best_action.actions desc]
    hidden_fields: [next_best_action.total_bank_value]
    filters:
      next_best_action.action: "-NULL"
    limit: 500
    listen:
      Segment: dim_customer.segment
      State: dim_customer.address_state
      Persona: dim_customer.persona_tag
      Action: next_best_action.action
      Urgency: next_best_action.urgency
    row: 16
    col: 0
    width: 12
    height: 7
  - name: Actions by Urgency
    title: Actions by Urgency
    type: looker_pie
    model: customer_360
    explore: customers
    fields: [next_best_action.urgency, next_best_action.actions]
    sorts: [next_best_action.urgency desc]
    filters:
      next_best_action.action: "-NULL"
    limit: 500
    value_labels: legend
    label_type: labPer
    inner_radius: 50
    listen:
      Segment: dim_customer.segment
      State: dim_customer.address_state
      Persona: dim_customer.persona_tag
      Action: next_best_action.action
      Urgency: next_best_action.urgency
    row: 16
    col: 12
    width: 12
    height: 7
  - name: Pay Missed
    title: Pay Missed Lately
    type: looker_grid
    model: customer_360
    explore: customers
    fields: [dim_customer.customer_number, dim_customer.name, salary.employer, salary.pay_amount, salary.last_pay_day]
    sorts: [salary.pay_amount desc]
    filters:
      salary.is_missed: "Yes"
      dim_customer.occupation: "-Retired"
    limit: 50
    listen:
      Segment: dim_customer.segment
      State: dim_customer.address_state
      Persona: dim_customer.persona_tag
    row: 23
    col: 0
    width: 8
    height: 8
  - name: Life Events to Call About
    title: Life Events to Call About
    type: looker_grid
    model: customer_360
    explore: customers
    fields: [dim_customer.customer_number, dim_customer.name, life_event.event, life_event.took_place_date,
      life_event.is_confirmed]
    sorts: [life_event.took_place_date desc]
    filters:
      life_event.is_recent: "Yes"
    limit: 50
    listen:
      Segment: dim_customer.segment
      State: dim_customer.address_state
      Persona: dim_customer.persona_tag
    row: 23
    col: 8
    width: 8
    height: 8
  - name: Highest Churn Risk
    title: Highest Churn Risk
    type: looker_grid
    model: customer_360
    explore: customers
    fields: [dim_customer.customer_number, dim_customer.name, churn_today.risk, churn_today.points, churn_today.reasons]
    sorts: [churn_today.points desc]
    filters:
      churn_today.risk: "High"
    limit: 50
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
      Segment: dim_customer.segment
      State: dim_customer.address_state
      Persona: dim_customer.persona_tag
    row: 23
    col: 16
    width: 8
    height: 8
