project_name: "customer_360"

# Where the data is: set these for your Looker.

constant: connection {
  value: "bigquery"
  export: override_required
}

constant: project {
  value: "c360-project"
  export: override_required
}

constant: dataset {
  value: "c360"
  export: override_required
}

# Rates of the profitability of segments, and yardsticks of advice. Each says where it comes from; override them with the bank's own.

# What the treasury pays for money gathered and charges for money lent, percent a year.
# Effective federal funds rate, mean of 2024 (5.1) and 2025 (4.2): FRED series FEDFUNDS, rounded.
constant: funds_rate_percent {
  value: "4.7"
  export: override_optional
}

# The same for loans of fixed rate: they were funded for years, at rates of years gone by.
# 10-year Treasury, mean of 2020 to 2024: FRED series GS10, rounded.
constant: term_funds_rate_percent {
  value: "2.8"
  export: override_optional
}

# Interchange on credit cards, percent of purchases. Nilson Report: Visa and Mastercard credit in the United States, about 1.8.
constant: credit_interchange_percent {
  value: "1.8"
  export: override_optional
}

# Interchange on a purchase by debit card, USD. Federal Reserve, Regulation II: covered issuers received 0.23 a transaction in 2021.
constant: debit_interchange_usd {
  value: "0.23"
  export: override_optional
}

# Expected credit losses a year, percent of balances.
# Credit cards: net charge-off of large banks in 2024, 5.6 to 6.0 (issuers' filings); midpoint.
constant: card_loss_percent {
  value: "5.8"
  export: override_optional
}

# Mortgages: Federal Reserve, charge-off rates of commercial banks, residential real estate: below 0.1.
constant: mortgage_loss_percent {
  value: "0.1"
  export: override_optional
}

# Other consumer loans: Federal Reserve, charge-off rates of commercial banks, 2024: about 1.2.
constant: consumer_loan_loss_percent {
  value: "1.2"
  export: override_optional
}

# A loan 30 days past due loses this percent of its balance: an assumption between a quarter that rolls to default and half recovered.
constant: past_due_loss_percent {
  value: "12"
  export: override_optional
}

# Fees of managed portfolios, percent of assets a year: an assumption; wrap accounts of banks charge 0.35 to 1.2.
constant: managed_fee_percent {
  value: "0.8"
  export: override_optional
}

# Margin of the insurer on premiums, percent: an assumption; combined ratios and reserves leave about so much.
constant: premium_margin_percent {
  value: "12"
  export: override_optional
}

# Cost to serve, USD: an account a month, a contact by branch, call center, app or chatbot, and a payment posted.
# Assumptions in the range that the trade press repeats: 4 a visit, 3 to 6 a call, 0.1 to 0.2 a mobile session.
constant: account_cost_usd {
  value: "4.50"
  export: override_optional
}

constant: branch_contact_cost_usd {
  value: "4.25"
  export: override_optional
}

constant: call_contact_cost_usd {
  value: "5.50"
  export: override_optional
}

constant: digital_contact_cost_usd {
  value: "0.20"
  export: override_optional
}

constant: payment_cost_usd {
  value: "0.03"
  export: override_optional
}

# Yardsticks of advice.

# Months of outflow above which money in checking and savings is idle: planners advise three to six in reserve.
constant: idle_months {
  value: "6"
  export: override_optional
}

# Months of outflow that are kept before a loan is prepaid.
constant: cushion_months {
  value: "4"
  export: override_optional
}

# Years of income that life cover should replace: the usual rule of insurers is about ten, before tax and other savings.
constant: life_cover_years {
  value: "8"
  export: override_optional
}

# Sums that cover is measured against, USD: belongings of a renter, liability of a driver, a trip cut short.
# A home is measured against what other owners here with the same income insure.
constant: renters_cover_usd {
  value: "25000"
  export: override_optional
}

constant: auto_cover_usd {
  value: "50000"
  export: override_optional
}

constant: travel_cover_usd {
  value: "5000"
  export: override_optional
}

# Trips a year from which travel cover pays.
constant: travel_cover_trips {
  value: "4"
  export: override_optional
}

# Values of the next best action, yearly. All assumptions; replace them with the bank's own experience.

# Premium a year, percent of the sum insured: term life of a person of forty, a home, belongings, liability of a driver, a trip's cost.
constant: life_premium_percent {
  value: "0.3"
  export: override_optional
}

constant: home_premium_percent {
  value: "0.4"
  export: override_optional
}

constant: renters_premium_percent {
  value: "0.8"
  export: override_optional
}

constant: auto_premium_percent {
  value: "3"
  export: override_optional
}

constant: travel_premium_percent {
  value: "3"
  export: override_optional
}

# What savings won back from a neobank earn, percent a year: the funds rate less what high-yield savings pay, about 4.
constant: savings_margin_percent {
  value: "0.7"
  export: override_optional
}

# What a careful portfolio returns in the long run, percent a year: half shares, half bonds.
constant: investment_return_percent {
  value: "5.5"
  export: override_optional
}

# Rate of a consolidation loan, percent a year. Federal Reserve, G.19: personal loans of 24 months, about 12.3 in 2024.
constant: consolidation_rate_percent {
  value: "12.3"
  export: override_optional
}

# What a better card gives back on spending, percent above the one held.
constant: better_card_reward_percent {
  value: "1"
  export: override_optional
}

# Annual fee of a better card, USD.
constant: better_card_fee_usd {
  value: "95"
  export: override_optional
}

# Chance that a customer of High and of Medium churn risk leaves within a year, percent.
constant: high_risk_leaves_percent {
  value: "50"
  export: override_optional
}

constant: medium_risk_leaves_percent {
  value: "10"
  export: override_optional
}
