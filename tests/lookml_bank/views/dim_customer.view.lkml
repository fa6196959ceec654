include: "/views/generated/dim_customer.view.lkml"

view: +dim_customer {
  drill_fields: [detail*]

  dimension: segment {
    link: {
      label: "Customers of {{ value }}"
      url: "/dashboards/bank::customer?Segment={{ value }}&State={{ _filters['dim_customer.address_state'] }}"
    }
  }

  dimension: age_band {
    type: tier
    tiers: [30, 45, 60]
    style: integer
    description: "Age in bands."
    sql: ${age} ;;
  }

  dimension: generation {
    description: "Young, or not so young."
    case: {
      when: {
        sql: ${age} < 35 ;;
        label: "Young"
      }
      else: "Older"
    }
  }

  dimension_group: with_bank {
    type: duration
    intervals: [day, month, year]
    description: "Time since joining, on the first day of 2025."
    sql_start: ${join_raw} ;;
    sql_end: DATE '2025-01-01' ;;
  }

  parameter: split_by {
    type: unquoted
    description: "What customers are split by."
    allowed_value: {
      label: "Segment"
      value: "segment"
    }
    allowed_value: {
      label: "State"
      value: "state"
    }
    default_value: "segment"
  }

  dimension: split {
    description: "Segment or state, as chosen."
    sql:
      {% if split_by._parameter_value == 'segment' %} ${segment}
      {% else %} ${address_state}
      {% endif %} ;;
  }

  measure: total_dependents {
    type: sum
    description: "People who depend on the customers."
    sql: ${num_dependents} ;;
  }

  measure: average_age {
    type: average
    description: "Mean age."
    value_format_name: decimal_1
    sql: ${age} ;;
  }

  measure: affluent_count {
    type: count
    description: "Affluent customers."
    filters: [segment: "Affluent"]
  }

  measure: postings_per_customer {
    type: number
    description: "Postings for each customer."
    value_format_name: decimal_1
    sql: ${fact_transaction.count} / NULLIF(${count}, 0) ;;
  }

  set: detail {
    fields: [first_name, last_name, segment]
  }
}
