include: "/views/generated/dim_date.view.lkml"

view: +dim_date {
  label: "Calendar"

  measure: count {
    label: "Days"
    drill_fields: [calendar_date, day_name, is_holiday]
  }
}
