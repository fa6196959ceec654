# Generated from c360sim/schema by `make docs`; do not edit: refine it in another file.

view: dim_merchant {
  sql_table_name: `@{project}.@{dataset}.dim_merchant` ;;

  dimension: merchant_id {
    primary_key: yes
    hidden: yes
    type: number
    description: "The merchant."
    value_format_name: id
    sql: ${TABLE}.merchant_id ;;
  }

  dimension: merchant_name {
    type: string
    description: "Name as on a statement: well-known brands, and invented local shops."
    sql: ${TABLE}.merchant_name ;;
  }

  dimension: mcc_code {
    type: string
    description: "Merchant category code (ISO 18245), four digits."
    sql: ${TABLE}.mcc_code ;;
  }

  dimension: mcc_category {
    type: string
    description: "Name of the category."
    sql: ${TABLE}.mcc_category ;;
  }

  dimension: merchant_type {
    type: string
    description: "Where it sells, or that it bills by subscription. One of: Retail, Online, Subscription."
    sql: ${TABLE}.merchant_type ;;
  }

  dimension: merchant_city {
    type: string
    description: "City of a merchant found in one place, at home or abroad; empty for a brand."
    sql: ${TABLE}.merchant_city ;;
  }

  dimension: merchant_state {
    type: string
    description: "State of a local merchant at home, two letters; empty for a brand and abroad."
    sql: ${TABLE}.merchant_state ;;
  }

  dimension: merchant_country {
    type: string
    description: "Country of the sale, as its ISO 3166 code of two letters; online merchants, wherever their seat is, sell from the US. A purchase is foreign when this is not the customer's address_country."
    sql: ${TABLE}.merchant_country ;;
  }

  measure: count {
    type: count
    description: "Number of rows. One row per merchant."
  }
}
