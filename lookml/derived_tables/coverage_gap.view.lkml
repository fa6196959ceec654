# Gaps in cover: what a household needs insured against what it pays premiums for, here or at insurers known by name. SQL, because five
# kinds of cover are rows of one table and each has a rule of its own.

view: coverage_gap {
  derived_table: {
    datagroup_trigger: daily
    cluster_keys: ["customer_id"]
    sql:
      WITH kinds AS (
        SELECT kind FROM UNNEST(['Life', 'Home', 'Renters', 'Auto', 'Travel']) AS kind
      ),

      insurers AS (
        SELECT
          merchant_id,
          CASE
            WHEN REGEXP_CONTAINS(merchant_name, r'Auto$|^GEICO|^Progressive|^The General|^Root |^AAA |^Esurance|^Erie Insurance') THEN 'Auto'
            WHEN REGEXP_CONTAINS(merchant_name, r'Home$|^Lemonade|Property|^Hippo|^Amica') THEN 'Home'
            WHEN REGEXP_CONTAINS(merchant_name, r'Travel( |$)|^Travelex|^World Nomads|^Seven Corners|^Medjet') THEN 'Travel'
            WHEN REGEXP_CONTAINS(
              merchant_name,
              r'Life$|Mutual$|Mutual of Omaha|^Prudential|^Lincoln Financial|^MetLife|^Transamerica|^Primerica'
            ) THEN 'Life'
          END AS kind
        FROM ${dim_merchant.SQL_TABLE_NAME}
        WHERE mcc_category = 'Insurance'
      ),

      premiums AS (
        SELECT DISTINCT t.customer_id, i.kind
        FROM ${fact_transaction.SQL_TABLE_NAME} AS t
        INNER JOIN insurers AS i ON t.merchant_id = i.merchant_id
        WHERE t.amount < 0
      ),

      policies AS (
        SELECT
          customer_id,
          CASE
            WHEN product_name LIKE '%Life Insurance' THEN 'Life'
            WHEN product_name = 'Homeowners Insurance' THEN 'Home'
            WHEN product_name = 'Renters Insurance' THEN 'Renters'
            WHEN product_name = 'Auto Insurance' THEN 'Auto'
            WHEN product_name = 'Travel Insurance' THEN 'Travel'
          END AS kind,
          SUM(coverage_amount) AS insured
        FROM ${dim_account.SQL_TABLE_NAME}
        WHERE account_type = 'Insurance' AND close_date IS NULL
        GROUP BY customer_id, kind
      ),

      loans AS (
        SELECT
          customer_id,
          COUNTIF(product_name LIKE '%Auto Loan') > 0 AS has_auto_loan,
          MAX(IF(product_name LIKE '%Mortgage', principal_amount, NULL)) AS mortgage
        FROM ${dim_account.SQL_TABLE_NAME}
        WHERE account_type = 'Loan' AND close_date IS NULL
        GROUP BY customer_id
      ),

      homes AS (
        SELECT c.income_bracket, APPROX_QUANTILES(a.coverage_amount, 2)[OFFSET(1)] AS usual_cover
        FROM ${dim_account.SQL_TABLE_NAME} AS a
        INNER JOIN ${dim_customer.SQL_TABLE_NAME} AS c ON a.customer_id = c.customer_id
        WHERE a.product_name = 'Homeowners Insurance' AND a.close_date IS NULL
        GROUP BY c.income_bracket
      ),

      gigs AS (
        SELECT m.customer_id, 2 * SUM(m.gig_income) AS yearly_gigs
        FROM ${customer_month.SQL_TABLE_NAME} AS m
        INNER JOIN ${data_end.SQL_TABLE_NAME} AS e ON m.month > DATE_SUB(e.last_month, INTERVAL 6 MONTH)
        GROUP BY m.customer_id
      ),

      people AS (
        SELECT
          c.customer_id,
          c.has_children OR c.num_dependents > 0 AS has_dependents,
          c.marital_status = 'Married' AND NOT c.has_children AND c.num_dependents = 0 AS may_support_spouse,
          c.home_ownership IN ('Mortgage', 'Own') AS owns_home,
          c.home_ownership = 'Rent' AS rents,
          COALESCE(IF(s.is_missed, 0, s.amount * s.pays_yearly), 0) + COALESCE(g.yearly_gigs, 0) AS yearly_pay,
          COALESCE(l.mortgage / 0.8, h.usual_cover) AS home_value,
          COALESCE(l.has_auto_loan, FALSE) AS has_auto_loan,
          x.payees,
          x.pays_utilities,
          x.purchases,
          x.fuel_days,
          x.trips
        FROM ${dim_customer.SQL_TABLE_NAME} AS c
        INNER JOIN ${household_signs.SQL_TABLE_NAME} AS x ON c.customer_id = x.customer_id
        LEFT JOIN ${salary.SQL_TABLE_NAME} AS s ON c.customer_id = s.customer_id
        LEFT JOIN gigs AS g ON c.customer_id = g.customer_id
        LEFT JOIN loans AS l ON c.customer_id = l.customer_id
        LEFT JOIN homes AS h ON c.income_bracket = h.income_bracket
        WHERE c.customer_id IN (SELECT customer_id FROM ${dim_account.SQL_TABLE_NAME} WHERE close_date IS NULL)
      ),

      needs AS (
        SELECT
          p.customer_id,
          k.kind,
          CASE k.kind
            WHEN 'Life' THEN IF(p.has_dependents OR p.may_support_spouse, @{life_cover_years} * p.yearly_pay, 0)
            WHEN 'Home' THEN IF(p.owns_home, p.home_value, 0)
            WHEN 'Renters' THEN IF(p.rents, @{renters_cover_usd}, 0)
            WHEN 'Auto' THEN IF(p.fuel_days >= 5 OR p.has_auto_loan, @{auto_cover_usd}, 0)
            ELSE IF(p.trips >= @{travel_cover_trips}, @{travel_cover_usd}, 0)
          END AS needed,
          CASE k.kind
            WHEN 'Life' THEN p.has_dependents OR p.may_support_spouse
            WHEN 'Home' THEN p.owns_home
            WHEN 'Renters' THEN p.rents
            ELSE TRUE
          END AS may_need,
          p.payees >= 5 AND CASE k.kind
            WHEN 'Life' THEN NOT p.may_support_spouse
            WHEN 'Auto' THEN p.pays_utilities AND p.purchases >= 60
            WHEN 'Travel' THEN p.purchases >= 180
            ELSE TRUE
          END AS is_evident
        FROM people AS p
        CROSS JOIN kinds AS k
      )

      SELECT
        n.customer_id,
        n.kind,
        n.needed,
        COALESCE(o.insured, 0) AS insured_here,
        m.customer_id IS NOT NULL AS pays_insurer,
        n.is_evident,
        CASE
          WHEN NOT n.may_need THEN 'Not needed'
          WHEN m.customer_id IS NOT NULL OR (n.kind <> 'Life' AND o.insured > 0) THEN 'Covered'
          WHEN NOT n.is_evident THEN 'Ask'
          WHEN n.kind = 'Life' AND o.insured >= n.needed THEN 'Covered'
          WHEN n.needed = 0 THEN 'Not needed'
          ELSE 'Gap'
        END AS status
      FROM needs AS n
      LEFT JOIN policies AS o ON n.customer_id = o.customer_id AND n.kind = o.kind
      LEFT JOIN premiums AS m
        ON n.customer_id = m.customer_id AND IF(n.kind = 'Renters', 'Home', n.kind) = m.kind ;;
  }

  dimension: coverage_gap_id {
    primary_key: yes
    hidden: yes
    type: string
    sql: CONCAT(CAST(${customer_id} AS STRING), '-', ${kind}) ;;
  }

  dimension: customer_id {
    hidden: yes
    type: number
    sql: ${TABLE}.customer_id ;;
  }

  dimension: kind {
    type: string
    label: "Kind of Cover"
    description: "Life, Home, Renters, Auto or Travel."
    sql: ${TABLE}.kind ;;
  }

  dimension: status {
    type: string
    label: "Coverage Status"
    description: "Gap: needed, and neither a policy here nor a premium to an insurer. Covered: a premium to an insurer, or a policy here (for a life: of enough for the pay seen). Ask: too little is paid from here to tell (fewer than 5 payees in two months; for autos no utilities or fewer than 60 purchases a year; for travel fewer than 180; for lives a spouse whose income is not known). Not needed: no such need."
    sql: ${TABLE}.status ;;
    # Looker's conditional formatting colors numbers only
    html:
      {% if value == 'Gap' %}<span style="background-color: #FCE8E6; color: #C5221F">{{ rendered_value }}</span>
      {% elsif value == 'Covered' %}<span style="background-color: #E6F4EA; color: #137333">{{ rendered_value }}</span>
      {% else %}{{ rendered_value }}{% endif %} ;;
  }

  dimension: needed {
    type: number
    label: "Cover Needed"
    description: "Life: @{life_cover_years} years of pay for children, dependents or a spouse. Home: mortgage here over 0.8, else the usual cover of owners with the same income. Renters: @{renters_cover_usd} USD. Auto: @{auto_cover_usd} USD, with fuel bought on 5 days a year or an auto loan. Travel: @{travel_cover_usd} USD from @{travel_cover_trips} trips a year."
    value_format_name: usd_0
    sql: ${TABLE}.needed ;;
  }

  dimension: insured_here {
    type: number
    description: "Sum insured by policies of this kind with this bank."
    value_format_name: usd_0
    sql: ${TABLE}.insured_here ;;
  }

  dimension: shortfall {
    type: number
    label: "Coverage Shortfall"
    description: "Cover needed less what is insured here; 0 unless there is a gap."
    value_format_name: usd_0
    sql: IF(${status} = 'Gap', GREATEST(${needed} - ${insured_here}, 0), 0) ;;
  }

  dimension: is_gap {
    type: yesno
    label: "Cross-Sell Flag"
    description: "There is a gap for which coverage can be offered."
    sql: ${status} = 'Gap' ;;
  }

  measure: gaps {
    type: count
    description: "Gaps in coverage: one for each customer and kind of coverage."
    filters: [is_gap: "Yes"]
    drill_fields: [detail*]
  }

  measure: customers_with_gaps {
    type: count_distinct
    description: "Customers with a gap in coverage."
    sql: ${customer_id} ;;
    filters: [is_gap: "Yes"]
    drill_fields: [detail*]
  }

  measure: total_shortfall {
    type: sum
    description: "Sum of coverage shortfalls."
    value_format_name: usd_0
    sql: ${shortfall} ;;
    drill_fields: [detail*]
  }

  set: detail {
    fields: [dim_customer.customer_number, dim_customer.name, kind, status, needed, insured_here, shortfall]
  }
}
