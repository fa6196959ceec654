# The day as of which everything is said, that of the last snapshot, and the first day with postings. One row, so that it can be joined to
# anything.

view: data_end {
  derived_table: {
    datagroup_trigger: daily
    sql:
      SELECT
        MAX(snapshot_date) AS last_day,
        DATE_TRUNC(MAX(snapshot_date), MONTH) AS last_month,
        (SELECT MIN(transaction_date) FROM ${fact_transaction.SQL_TABLE_NAME}) AS first_day
      FROM ${fact_account_snapshot.SQL_TABLE_NAME} ;;
  }

  dimension: last_day {
    primary_key: yes
    hidden: yes
    type: date
    datatype: date
    convert_tz: no
    sql: ${TABLE}.last_day ;;
  }
}
