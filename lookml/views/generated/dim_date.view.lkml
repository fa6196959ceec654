# Generated from c360sim/schema by `make docs`; do not edit: refine it in another file.

view: dim_date {
  sql_table_name: `@{project}.@{dataset}.dim_date` ;;

  dimension: date_key {
    primary_key: yes
    hidden: yes
    type: number
    description: "The day as the integer yyyymmdd."
    value_format_name: id
    sql: ${TABLE}.date_key ;;
  }

  dimension_group: calendar {
    type: time
    timeframes: [raw, date, week, month, month_name, quarter, year]
    convert_tz: no
    datatype: date
    description: "The day."
    sql: ${TABLE}.date ;;
  }

  dimension: day {
    type: number
    description: "Day of the month, 1 to 31."
    sql: ${TABLE}.day ;;
  }

  dimension: month {
    type: number
    description: "Month of the year, 1 to 12."
    sql: ${TABLE}.month ;;
  }

  dimension: quarter {
    type: number
    description: "Quarter of the year, 1 to 4."
    sql: ${TABLE}.quarter ;;
  }

  dimension: year {
    type: number
    description: "Calendar year."
    sql: ${TABLE}.year ;;
  }

  dimension: is_weekend {
    type: yesno
    description: "Saturday or Sunday."
    sql: ${TABLE}.is_weekend ;;
  }

  dimension: day_of_week {
    type: number
    description: "1 (Monday) to 7 (Sunday), as in ISO 8601."
    sql: ${TABLE}.day_of_week ;;
  }

  dimension: day_name {
    type: string
    description: "Monday to Sunday."
    sql: ${TABLE}.day_name ;;
  }

  dimension: month_name {
    type: string
    description: "January to December."
    sql: ${TABLE}.month_name ;;
  }

  dimension: week_of_year {
    type: number
    description: "Week as in ISO 8601, 1 to 53: of iso_year, which is not always the calendar year."
    sql: ${TABLE}.week_of_year ;;
  }

  dimension: is_holiday {
    type: yesno
    description: "Holiday of the US Federal Reserve: no pay, pension, benefit or tax refund is posted; other postings may be."
    sql: ${TABLE}.is_holiday ;;
  }

  dimension: is_month_end {
    type: yesno
    description: "Last day of a month, on which accounts are snapshot."
    sql: ${TABLE}.is_month_end ;;
  }

  dimension: year_month {
    type: string
    description: "The month as 'YYYY-MM'."
    sql: ${TABLE}.year_month ;;
  }

  dimension: iso_year {
    type: number
    description: "Year that week_of_year belongs to, as in ISO 8601: 2025 for Monday, December 30, 2024."
    sql: ${TABLE}.iso_year ;;
  }

  measure: count {
    type: count
    description: "Number of rows. One row per day, over every day that a fact refers to."
  }
}
