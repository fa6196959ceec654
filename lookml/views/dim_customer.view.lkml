include: "/views/generated/dim_customer.view.lkml"

view: +dim_customer {
  label: "Customer"

  dimension: customer_number {
    type: number
    label: "Customer ID"
    description: "Number of the customer; opens the individual view."
    value_format_name: id
    sql: ${customer_id} ;;
    link: {
      label: "Individual view of {{ value }}"
      url: "/dashboards/customer_360::individual?Customer={{ value | url_encode }}"
    }
  }

  dimension: name {
    type: string
    description: "Given and family name."
    sql: CONCAT(${first_name}, ' ', ${last_name}) ;;
    link: {
      label: "Individual view of {{ value }}"
      url: "/dashboards/customer_360::individual?Customer={{ dim_customer.customer_number._value | url_encode }}"
    }
  }

  dimension: persona_tag {
    label: "Persona"
  }

  dimension: kyc_status {
    label: "KYC Status"
  }

  dimension: num_dependents {
    label: "Dependents"
  }

  dimension: segment {
    order_by_field: segment_rank
    link: {
      label: "Segment view of {{ value }}"
      url: "/dashboards/customer_360::segment?Segment={{ value | url_encode }}&State={{ _filters['dim_customer.address_state'] | url_encode }}"
    }
    drill_fields: [address_state, persona_tag, count]
  }

  dimension: segment_rank {
    hidden: yes
    type: number
    sql: CASE ${segment} WHEN 'High Net Worth' THEN 1 WHEN 'Affluent' THEN 2 ELSE 3 END ;;
  }

  dimension: address_state {
    label: "State"
    drill_fields: [address_city, count]
  }

  dimension: address_city {
    label: "City"
  }

  dimension: address_country {
    label: "Country"
  }

  dimension: age_tier {
    type: tier
    description: "Age in steps of ten years."
    tiers: [25, 35, 45, 55, 65]
    style: integer
    sql: ${age} ;;
  }

  dimension: engagement_score {
    label: "Engagement Score (Bank File)"
  }

  dimension: churn_status {
    label: "Relationship Status (Bank File)"
  }

  dimension: is_customer_today {
    type: yesno
    description: "Has an account open on the last day."
    sql: ${customer_id} IN (SELECT a.customer_id FROM `@{project}.@{dataset}.dim_account` AS a WHERE a.close_date IS NULL) ;;
  }

  dimension_group: as_customer {
    type: duration
    intervals: [month, year]
    datatype: date
    description: "Time from joining to leaving, or to the last day of the data."
    sql_start: ${TABLE}.join_date ;;
    sql_end: COALESCE(
      ${TABLE}.churn_date, (SELECT MAX(s.snapshot_date) FROM `@{project}.@{dataset}.fact_account_snapshot` AS s)
    ) ;;
  }

  measure: count {
    label: "Customers"
    drill_fields: [detail*]
  }

  measure: customers_today {
    type: count
    description: "Customers with an account open on the last day."
    filters: [is_customer_today: "Yes"]
    drill_fields: [detail*]
  }

  measure: average_age {
    type: average
    description: "Mean age on the last day."
    value_format_name: decimal_0
    sql: ${age} ;;
    drill_fields: [detail*]
  }

  measure: distinct_keys {
    hidden: yes
    type: count_distinct
    sql: ${customer_id} ;;
  }

  set: detail {
    fields: [customer_number, name, segment, persona_tag, age, address_city, address_state]
  }
}
