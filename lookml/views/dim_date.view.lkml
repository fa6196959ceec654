include: "/views/generated/dim_date.view.lkml"

view: +dim_date {
  label: "Calendar"

  dimension: day_name {
    order_by_field: day_of_week
  }

  dimension: month_name {
    order_by_field: month
  }

  measure: count {
    label: "Days"
    drill_fields: [calendar_date, day_name, is_holiday]
  }
}
