- dashboard: customer
  title: Customers
  description: Customers of a segment.
  layout: newspaper
  filters:
  - name: Segment
    title: Segment
    type: field_filter
    default_value: Affluent
    model: bank
    explore: customers
    field: dim_customer.segment
  - name: State
    title: State
    type: field_filter
    default_value: ''
    model: bank
    explore: customers
    field: dim_customer.address_state
  tabs:
  - name: people
    label: People
  - name: money
    label: Money
  elements:
  - title: People
    name: People
    tab_name: people
    model: bank
    explore: customers
    type: looker_grid
    fields: [dim_customer.first_name, dim_customer.age_band, customer_spending.total_spent]
    sorts: [customer_spending.total_spent desc]
    limit: 20
    listen:
      Segment: dim_customer.segment
      State: dim_customer.address_state
    row: 0
    col: 0
    width: 24
    height: 6
  - title: Money
    name: Money
    tab_name: money
    model: bank
    explore: customers
    type: looker_pie
    fields: [dim_customer.generation, customer_activity.total_postings]
    listen:
      Segment: dim_customer.segment
      State: dim_customer.address_state
    row: 0
    col: 0
    width: 24
    height: 6
