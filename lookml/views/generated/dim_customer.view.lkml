# Generated from c360sim/schema by `make docs`; do not edit: refine it in another file.

view: dim_customer {
  sql_table_name: `@{project}.@{dataset}.dim_customer` ;;

  dimension: customer_id {
    primary_key: yes
    hidden: yes
    type: number
    description: "The customer; the same in every data set of one seed."
    value_format_name: id
    sql: ${TABLE}.customer_id ;;
  }

  dimension: first_name {
    type: string
    description: "Given name, invented."
    sql: ${TABLE}.first_name ;;
  }

  dimension: last_name {
    type: string
    description: "Family name, invented."
    sql: ${TABLE}.last_name ;;
  }

  dimension_group: birth {
    type: time
    timeframes: [raw, date, week, month, month_name, quarter, year]
    convert_tz: no
    datatype: date
    description: "Day of birth."
    sql: ${TABLE}.date_of_birth ;;
  }

  dimension: age {
    type: number
    description: "Completed years on the last simulated day."
    sql: ${TABLE}.age ;;
  }

  dimension: gender {
    type: string
    description: "Gender as recorded by the bank. One of: Female, Male."
    sql: ${TABLE}.gender ;;
  }

  dimension: email {
    type: string
    description: "E-mail at a reserved example domain; reaches nobody."
    sql: ${TABLE}.email ;;
  }

  dimension: phone {
    type: string
    description: "Telephone number in the fictitious 555-01XX range, with an area code of the state where the customer lived when first met. Not unique: there are some 32,000 such numbers, and from 18,000 customers on those of a state may be given again."
    sql: ${TABLE}.phone ;;
  }

  dimension: address_city {
    type: string
    description: "City of residence."
    sql: ${TABLE}.address_city ;;
  }

  dimension: address_state {
    type: string
    description: "State of residence, two letters."
    sql: ${TABLE}.address_state ;;
  }

  dimension: address_country {
    type: string
    description: "Country of residence, as its ISO 3166 code of two letters."
    sql: ${TABLE}.address_country ;;
  }

  dimension: marital_status {
    type: string
    description: "Marital status. One of: Single, Married, Divorced, Widowed."
    sql: ${TABLE}.marital_status ;;
  }

  dimension: has_children {
    type: yesno
    description: "Has children in the household."
    sql: ${TABLE}.has_children ;;
  }

  dimension: num_dependents {
    type: number
    description: "People who depend on the customer's income."
    sql: ${TABLE}.num_dependents ;;
  }

  dimension: occupation {
    type: string
    description: "Occupation, the last one for the unemployed."
    sql: ${TABLE}.occupation ;;
  }

  dimension: employment_type {
    type: string
    description: "How the customer works. One of: Full-time, Part-time, Self-employed, Unemployed, Student, Retired."
    sql: ${TABLE}.employment_type ;;
  }

  dimension: income_bracket {
    type: string
    description: "Yearly income before tax, in brackets. One of: Under $25K, $25K-$50K, $50K-$75K, $75K-$100K, $100K-$150K, $150K-$250K, Over $250K."
    sql: ${TABLE}.income_bracket ;;
  }

  dimension: home_ownership {
    type: string
    description: "Whether the home is rented, mortgaged or owned outright. One of: Rent, Mortgage, Own, With Family."
    sql: ${TABLE}.home_ownership ;;
  }

  dimension: segment {
    type: string
    description: "The bank's segment, from assets and income. One of: Mass Market, Affluent, High Net Worth."
    sql: ${TABLE}.segment ;;
  }

  dimension: kyc_status {
    type: string
    description: "State of the know-your-customer file. One of: Verified, Pending, Expired."
    sql: ${TABLE}.kyc_status ;;
  }

  dimension_group: join {
    type: time
    timeframes: [raw, date, week, month, month_name, quarter, year]
    convert_tz: no
    datatype: date
    description: "Day on which the first account was opened: the earliest open_date in dim_account."
    sql: ${TABLE}.join_date ;;
  }

  dimension: preferred_channel {
    type: string
    description: "Channel used most. One of: App, Call Center, Branch, Chatbot."
    sql: ${TABLE}.preferred_channel ;;
  }

  dimension: engagement_score {
    type: number
    description: "0 (absent) to 100 (in touch all the time), from recent activity, products and contacts."
    sql: ${TABLE}.engagement_score ;;
  }

  dimension: persona_tag {
    type: string
    description: "Persona under which the bank markets to the customer."
    sql: ${TABLE}.persona_tag ;;
  }

  dimension: risk_tolerance {
    type: string
    description: "Answer to the investment suitability questions. One of: Conservative, Moderate, Aggressive."
    sql: ${TABLE}.risk_tolerance ;;
  }

  dimension: churn_status {
    type: string
    description: "Relationship as the bank sees it on the last simulated day. Churned: no account is open any more. One of: Active, At Risk, Dormant, Churned."
    sql: ${TABLE}.churn_status ;;
  }

  dimension_group: churn {
    type: time
    timeframes: [raw, date, week, month, month_name, quarter, year]
    convert_tz: no
    datatype: date
    description: "Day on which the last account was closed, whoever closed it and why (also paid back, matured or charged off); empty while one is open."
    sql: ${TABLE}.churn_date ;;
  }

  measure: count {
    type: count
    description: "Number of rows. One row per customer ever met, as of the last simulated day."
  }
}
