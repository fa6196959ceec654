connection: "@{connection}"
label: "Customer 360"

include: "/views/*.view.lkml"
include: "/derived_tables/*.view.lkml"
include: "/explores/*.explore.lkml"

datagroup: daily {
  label: "New postings"
  description: "Runs out when a day of postings has been added; all derived tables are built anew."
  sql_trigger: SELECT MAX(date_key) FROM `@{project}.@{dataset}.fact_transaction` ;;
  max_cache_age: "24 hours"
}

persist_with: daily
week_start_day: monday
