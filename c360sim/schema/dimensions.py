"""The five dimensions: the columns of the brief first and in its order, then those that earn their place."""

from __future__ import annotations

from c360sim.schema.kinds import Kind, Role, Table, attribute, category, date, flag, key, text
from c360sim.vocabulary import (
    AccountStatus,
    AccountType,
    Channel,
    ChurnStatus,
    EmploymentType,
    HomeOwnership,
    KycStatus,
    MaritalStatus,
    MerchantType,
    RiskTolerance,
    Segment,
)

INCOME_BRACKETS = ("Under $25K", "$25K-$50K", "$50K-$75K", "$75K-$100K", "$100K-$150K", "$150K-$250K", "Over $250K")

DIM_CUSTOMER = Table(
    "dim_customer",
    Role.DIMENSION,
    "One row per customer ever met, as of the last simulated day.",
    (
        key("customer_id", "The customer; the same in every data set of one seed."),
        text("first_name", "Given name, invented."),
        text("last_name", "Family name, invented."),
        date("date_of_birth", "Day of birth."),
        attribute("age", Kind.INTEGER, "Completed years on the last simulated day."),
        category("gender", "Gender as recorded by the bank.", ("Female", "Male")),
        text("email", "E-mail at a reserved example domain; reaches nobody."),
        text(
            "phone",
            "Telephone number in the fictitious 555-01XX range, with an area code of the state where the customer lived when first met. "
            "Not unique: there are some 32,000 such numbers, and from 18,000 customers on those of a state may be given again.",
        ),
        category("address_city", "City of residence."),
        category("address_state", "State of residence, two letters."),
        category("address_country", "Country of residence, as its ISO 3166 code of two letters."),
        category("marital_status", "Marital status.", MaritalStatus),
        flag("has_children", "Has children in the household."),
        attribute("num_dependents", Kind.INTEGER, "People who depend on the customer's income."),
        category("occupation", "Occupation, the last one for the unemployed.", is_nullable=True),
        category("employment_type", "How the customer works.", EmploymentType),
        category("income_bracket", "Yearly income before tax, in brackets.", INCOME_BRACKETS),
        category("home_ownership", "Whether the home is rented, mortgaged or owned outright.", HomeOwnership),
        category("segment", "The bank's segment, from assets and income.", Segment),
        category("kyc_status", "State of the know-your-customer file.", KycStatus),
        date("join_date", "Day on which the first account was opened: the earliest open_date in dim_account."),
        category("preferred_channel", "Channel used most.", Channel),
        attribute(
            "engagement_score", Kind.INTEGER, "0 (absent) to 100 (in touch all the time), from recent activity, products and contacts."
        ),
        category("persona_tag", "Persona under which the bank markets to the customer."),
        category("risk_tolerance", "Answer to the investment suitability questions.", RiskTolerance),
        category(
            "churn_status", "Relationship as the bank sees it on the last simulated day. Churned: no account is open any more.", ChurnStatus
        ),
        date(
            "churn_date",
            "Day on which the last account was closed, whoever closed it and why (also paid back, matured or charged off); "
            "empty while one is open.",
            is_nullable=True,
        ),
    ),
    cluster=("customer_id",),
)

DIM_ACCOUNT = Table(
    "dim_account",
    Role.DIMENSION,
    "One row per account ever held by a customer met, as of the last simulated day.",
    (
        key("account_id", "The account."),
        key("customer_id", "The account's owner.", "dim_customer"),
        category("account_type", "Kind of account.", AccountType),
        category("product_name", "Name of the product, as in dim_product."),
        category("status", "Dormant: open, without activity of the customer for months.", AccountStatus),
        date("open_date", "Day of opening."),
        date(
            "maturity_date",
            "Day of the last installment agreed, or on which a certificate's or policy's term ends or is renewed; empty without a term.",
            is_nullable=True,
        ),
        attribute("credit_limit", Kind.MONEY, "Credit limit of a card.", is_nullable=True),
        attribute("interest_rate", Kind.RATE, "Percent a year: paid on deposits, charged on cards and loans.", is_nullable=True),
        attribute("coverage_amount", Kind.MONEY, "Sum insured by a policy.", is_nullable=True),
        attribute("beneficiary_count", Kind.INTEGER, "Beneficiaries named in a policy, 0 unless it insures a life.", is_nullable=True),
        attribute("principal_amount", Kind.MONEY, "Sum lent when the loan was made.", is_nullable=True),
        key("product_id", "The product.", "dim_product"),
        date("close_date", "Day of closing, empty while open.", is_nullable=True),
    ),
    cluster=("customer_id", "account_type"),
)

DIM_PRODUCT = Table(
    "dim_product",
    Role.DIMENSION,
    "One row per product in the bank's catalog.",
    (
        key("product_id", "The product."),
        text("product_name", "Name under which it is sold."),
        category("product_type", "Kind of account it opens.", AccountType),
        category("product_category", "Line of business."),
        attribute("min_balance", Kind.MONEY, "Least deposit with which it is opened, 0 for none."),
        attribute("annual_fee", Kind.MONEY, "Fee per year, 0 for none."),
        text("interest_rate_range", "Lowest and highest yearly rate, for example '0.50% - 4.25%'.", is_nullable=True),
        text("term_months", "Months of the terms on offer, for example '24, 36, 60'; empty for what has no end.", is_nullable=True),
        attribute("monthly_fee", Kind.MONEY, "Maintenance fee, posted on a month's last day unless waived, 0 for none."),
        attribute(
            "fee_waiver_balance", Kind.MONEY, "Average balance of the month's days from which the monthly fee is waived.", is_nullable=True
        ),
        attribute(
            "fee_waiver_deposits",
            Kind.MONEY,
            "Payroll, pension and Social Security paid in during the month from which the monthly fee is waived.",
            is_nullable=True,
        ),
        attribute(
            "fee_waiver_relationship",
            Kind.MONEY,
            "What the customer holds in all CASA accounts at the month's end from which the monthly fee is waived.",
            is_nullable=True,
        ),
    ),
)

DIM_MERCHANT = Table(
    "dim_merchant",
    Role.DIMENSION,
    "One row per merchant.",
    (
        key("merchant_id", "The merchant."),
        text("merchant_name", "Name as on a statement: well-known brands, and invented local shops."),
        category("mcc_code", "Merchant category code (ISO 18245), four digits."),
        category("mcc_category", "Name of the category."),
        category("merchant_type", "Where it sells, or that it bills by subscription.", MerchantType),
        category("merchant_city", "City of a merchant found in one place, at home or abroad; empty for a brand.", is_nullable=True),
        category("merchant_state", "State of a local merchant at home, two letters; empty for a brand and abroad.", is_nullable=True),
        category(
            "merchant_country",
            "Country of the sale, as its ISO 3166 code of two letters; online merchants, wherever their seat is, sell from the US. "
            "A purchase is foreign when this is not the customer's address_country.",
        ),
    ),
)

DIM_DATE = Table(
    "dim_date",
    Role.DIMENSION,
    "One row per day, over every day that a fact refers to.",
    (
        attribute("date_key", Kind.DATE_KEY, "The day as the integer yyyymmdd."),
        date("date", "The day."),
        attribute("day", Kind.INTEGER, "Day of the month, 1 to 31."),
        attribute("month", Kind.INTEGER, "Month of the year, 1 to 12."),
        attribute("quarter", Kind.INTEGER, "Quarter of the year, 1 to 4."),
        attribute("year", Kind.INTEGER, "Calendar year."),
        flag("is_weekend", "Saturday or Sunday."),
        attribute("day_of_week", Kind.INTEGER, "1 (Monday) to 7 (Sunday), as in ISO 8601."),
        category("day_name", "Monday to Sunday."),
        category("month_name", "January to December."),
        attribute("week_of_year", Kind.INTEGER, "Week as in ISO 8601, 1 to 53: of iso_year, which is not always the calendar year."),
        flag("is_holiday", "Holiday of the US Federal Reserve: no pay, pension, benefit or tax refund is posted; other postings may be."),
        flag("is_month_end", "Last day of a month, on which accounts are snapshot."),
        category("year_month", "The month as 'YYYY-MM'."),
        attribute("iso_year", Kind.INTEGER, "Year that week_of_year belongs to, as in ISO 8601: 2025 for Monday, December 30, 2024."),
    ),
)
