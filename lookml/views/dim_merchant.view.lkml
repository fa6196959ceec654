include: "/views/generated/dim_merchant.view.lkml"

view: +dim_merchant {
  label: "Merchant"

  dimension: fintech_kind {
    type: string
    description: "Kind of fintech by the merchant's category code: P2P wallet (4829), Crypto (6051), Brokerage (6211); of 6012 the lenders of Buy now pay later by name, else Neobank. Empty for others."
    sql: CASE
      WHEN ${mcc_code} = '4829' THEN 'P2P wallet'
      WHEN ${mcc_code} = '6051' THEN 'Crypto'
      WHEN ${mcc_code} = '6211' THEN 'Brokerage'
      WHEN ${mcc_code} = '6012'
        AND REGEXP_CONTAINS(${merchant_name}, r'^Affirm|^Afterpay|^Klarna|Pay Later|^Sezzle|^Zip$|^Uplift|^Perpay|^Splitit')
        THEN 'Buy now pay later'
      WHEN ${mcc_code} = '6012' THEN 'Neobank'
    END ;;
  }

  dimension: mcc_code {
    label: "Merchant Category Code"
  }

  dimension: mcc_category {
    label: "Merchant Category"
  }

  measure: count {
    label: "Merchants"
    drill_fields: [merchant_name, mcc_category, merchant_type]
  }
}
