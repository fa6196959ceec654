include: "/views/generated/dim_account.view.lkml"

view: +dim_account {
  label: "Account"

  dimension: account_number {
    type: number
    label: "Account ID"
    description: "Number of the account."
    value_format_name: id
    sql: ${account_id} ;;
  }

  dimension: status {
    label: "Account Status"
  }

  dimension: is_open {
    type: yesno
    description: "Not closed."
    sql: ${TABLE}.close_date IS NULL ;;
  }

  measure: count {
    label: "Accounts"
    drill_fields: [detail*]
  }

  measure: open_accounts {
    type: count
    description: "Accounts that are not closed."
    filters: [is_open: "Yes"]
    drill_fields: [detail*]
  }

  set: detail {
    fields: [account_number, account_type, product_name, status, open_date]
  }
}
