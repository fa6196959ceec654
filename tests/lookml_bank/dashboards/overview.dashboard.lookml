- dashboard: overview
  title: Overview
  description: What customers spend and hold.
  layout: newspaper
  preferred_viewer: dashboards-next
  filters:
  - name: Segment
    title: Segment
    type: field_filter
    default_value: ''
    model: bank
    explore: transactions
    field: dim_customer.segment
  elements:
  - title: Amounts by month
    name: Amounts by month
    model: bank
    explore: transactions
    type: looker_column
    fields: [fact_transaction.transaction_month, dim_customer.segment, fact_transaction.total_amount]
    pivots: [dim_customer.segment]
    sorts: [fact_transaction.transaction_month desc, dim_customer.segment]
    limit: 12
    row_total: right
    total: true
    dynamic_fields:
    - category: table_calculation
      table_calculation: share_of_first
      label: Share of the first
      expression: "pivot_index(${fact_transaction.total_amount}, 1) / sum(pivot_row(${fact_transaction.total_amount}))"
    series_colors:
      Affluent - fact_transaction.total_amount: "#1A73E8"
    listen:
      Segment: dim_customer.segment
    row: 0
    col: 0
    width: 12
    height: 6
  - title: Balances
    name: Balances
    model: bank
    explore: balances
    type: single_value
    fields: [fact_account_snapshot.last_balance]
    listen: {}
    row: 0
    col: 12
    width: 12
    height: 6
