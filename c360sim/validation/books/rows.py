"""Rules that a single row can break: signs, owners, lives of accounts, contact data, and columns that go together."""

from __future__ import annotations

from c360sim.validation.books.rules import RowRule

_TWO_LETTERS = "'[A-Z]{2}'"
_ON_LIFE = "this.{day} < account.open_date OR this.{day} > account.close_date"

_TERMS = "string_split(product.term_months, ', ')::BIGINT[]"
_MONTHS = "date_diff('month', this.open_date, this.maturity_date)"

RULES = (
    RowRule(
        "dim_customer",
        "dim_customer: nobody can be reached",
        "E-mail is at example.com, .org or .net; telephone numbers are 555-0100 to 555-0199.",
        r"NOT regexp_full_match(this.email, '[a-z0-9._-]+@example\.(com|org|net)') "
        r"OR NOT regexp_full_match(this.phone, '\(\d{3}\) 555-01\d{2}')",
    ),
    RowRule(
        "dim_customer",
        "dim_customer: country and state are codes",
        "address_country is an ISO 3166 code of two letters, as dim_merchant has them, and address_state has two letters.",
        f"NOT (regexp_full_match(this.address_country, {_TWO_LETTERS}) AND regexp_full_match(this.address_state, {_TWO_LETTERS}))",
    ),
    RowRule(
        "dim_customer",
        "dim_customer: churned with a date",
        "churn_status is Churned exactly with a churn_date, and that lies in the window.",
        "(this.churn_status = 'Churned') <> (this.churn_date IS NOT NULL) OR this.churn_date NOT BETWEEN frame.eve AND frame.last_day",
    ),
    RowRule(
        "dim_customer",
        "dim_customer: age is that of the last day",
        "age is the completed years from date_of_birth to the last simulated day.",
        "this.age <> date_sub('year', this.date_of_birth, frame.last_day)",
    ),
    RowRule(
        "dim_account",
        "dim_account: closed with a date",
        "status is Closed exactly with a close_date, and all accounts of who left are closed by then.",
        "(this.status = 'Closed') <> (this.close_date IS NOT NULL) "
        "OR (customer.churn_date IS NOT NULL AND (this.close_date IS NULL OR this.close_date > customer.churn_date))",
    ),
    RowRule(
        "dim_account",
        "dim_account: dates are in order",
        "An account opens when its owner joins or later, and closes or matures after that.",
        "this.open_date < customer.join_date OR this.close_date < this.open_date OR this.maturity_date < this.open_date",
    ),
    RowRule(
        "dim_account",
        "dim_account: is its product",
        "product_name and account_type are those of the product.",
        "this.product_name <> product.product_name OR this.account_type <> product.product_type",
    ),
    RowRule(
        "dim_account",
        "dim_account: terms fit the kind",
        "Only and all cards have a credit_limit, loans a principal_amount, policies a coverage_amount and a beneficiary_count.",
        "(this.credit_limit IS NOT NULL) <> (this.account_type = 'Credit Card') "
        "OR (this.principal_amount IS NOT NULL) <> (this.account_type = 'Loan') "
        "OR (this.coverage_amount IS NOT NULL) <> (this.account_type = 'Insurance') "
        "OR (this.beneficiary_count IS NOT NULL) <> (this.account_type = 'Insurance')",
    ),
    RowRule(
        "dim_account",
        "dim_account: term is its product's",
        "maturity_date is empty exactly where the product has no term. A loan matures a term of its product after the month of opening "
        "or the next, a certificate or policy one or more whole terms after opening.",
        f"(this.maturity_date IS NULL) <> (product.term_months IS NULL) OR len(list_filter({_TERMS}, "
        f"lambda term: CASE WHEN this.account_type = 'Loan' THEN {_MONTHS} - term BETWEEN 0 AND 1 "
        f"ELSE {_MONTHS} % term = 0 AND this.maturity_date > this.open_date END)) = 0",
    ),
    RowRule(
        "dim_account",
        "dim_account: rate is its product's",
        "interest_rate is there for exactly CASA, cards and loans, and within the product's range, 0 where that is empty.",
        "(this.interest_rate IS NULL) <> (this.account_type IN ('Insurance', 'Securities')) "
        "OR this.interest_rate < coalesce(regexp_extract(product.interest_rate_range, '^[0-9.]+')::DECIMAL(9, 4), 0) "
        "OR this.interest_rate > coalesce(regexp_extract(product.interest_rate_range, '([0-9.]+)%$', 1)::DECIMAL(9, 4), 0)",
    ),
    RowRule(
        "dim_merchant",
        "dim_merchant: country and state are codes",
        "merchant_country is an ISO 3166 code of two letters, as dim_customer has them; merchant_state has two letters where there is one.",
        f"NOT (regexp_full_match(this.merchant_country, {_TWO_LETTERS}) "
        f"AND regexp_full_match(coalesce(this.merchant_state, 'NY'), {_TWO_LETTERS}))",
    ),
    RowRule(
        "dim_date",
        "dim_date: fields are those of the day",
        "Every field of a day agrees with its date.",
        "this.date_key <> this.year * 10000 + this.month * 100 + this.day OR strftime(this.date, '%Y%m%d')::BIGINT <> this.date_key "
        "OR this.day_of_week <> isodow(this.date) OR this.is_weekend <> (isodow(this.date) > 5) OR this.quarter <> quarter(this.date) "
        "OR this.week_of_year <> week(this.date) OR this.iso_year <> isoyear(this.date) "
        "OR this.is_month_end <> (this.date = last_day(this.date)) OR this.year_month <> strftime(this.date, '%Y-%m') "
        "OR this.day_name <> dayname(this.date) OR this.month_name <> monthname(this.date)",
    ),
    RowRule(
        "fact_transaction",
        "fact_transaction: signs follow the type",
        "A credit is positive, a debit negative, a transfer not zero.",
        "this.amount = 0 OR (this.transaction_type = 'credit' AND this.amount < 0) "
        "OR (this.transaction_type = 'debit' AND this.amount > 0)",
    ),
    RowRule(
        "fact_transaction",
        "fact_transaction: customer owns the account",
        "customer_id is the owner of the account.",
        "this.customer_id <> account.customer_id",
    ),
    RowRule(
        "fact_transaction",
        "fact_transaction: account was open",
        "Postings lie between an account's opening and its closing.",
        _ON_LIFE.format(day="transaction_date"),
    ),
    RowRule(
        "fact_transaction",
        "fact_transaction: category is the merchant's",
        "mcc_category is that of the merchant, and empty without one.",
        "this.mcc_category IS DISTINCT FROM merchant.mcc_category",
    ),
    RowRule(
        "fact_transaction",
        "fact_transaction: the other side is named",
        "A posting with the world outside names a merchant or counterparty_name, never both; one within the bank names none, "
        "but for premiums of the bank's own policies.",
        "(this.merchant_id IS NOT NULL)::INTEGER + (this.counterparty_name IS NOT NULL)::INTEGER "
        "<> (this.counterparty_type = 'external' OR this.transaction_category = 'Bill')::INTEGER",
    ),
    RowRule(
        "fact_transaction",
        "fact_transaction: bills recur",
        "is_recurring is true for every bill, and otherwise only for loan payments out of an account.",
        "this.is_recurring <> (this.transaction_category = 'Bill') "
        "AND NOT (this.is_recurring AND this.transaction_category = 'Loan Payment' AND this.amount < 0)",
    ),
    RowRule(
        "fact_account_snapshot",
        "fact_account_snapshot: customer owns the account",
        "customer_id is the owner of the account.",
        "this.customer_id <> account.customer_id",
    ),
    RowRule(
        "fact_account_snapshot",
        "fact_account_snapshot: account was open",
        "Snapshots are of accounts opened by then and not closed yet.",
        "this.snapshot_date < account.open_date OR this.snapshot_date >= account.close_date",
    ),
    RowRule(
        "fact_account_snapshot",
        "fact_account_snapshot: policies hold no balance",
        "Insurance has balance 0.",
        "account.account_type = 'Insurance' AND this.balance <> 0",
    ),
    RowRule(
        "fact_account_snapshot",
        "fact_account_snapshot: available credit is what the limit leaves",
        "Of cards, the limit less what is owed, between 0 and the limit; NULL for all others.",
        "this.available_credit IS DISTINCT FROM "
        "CASE WHEN account.account_type = 'Credit Card' "
        "THEN greatest(least(account.credit_limit - this.balance, account.credit_limit), 0) END",
    ),
    RowRule(
        "fact_account_snapshot",
        "fact_account_snapshot: principal adds up",
        "Of loans, principal paid and remaining are together what was lent; NULL for all others.",
        "CASE WHEN account.account_type = 'Loan' THEN "
        "coalesce(this.principal_paid + this.principal_remaining <> account.principal_amount, true) "
        "ELSE this.principal_paid IS NOT NULL OR this.principal_remaining IS NOT NULL END",
    ),
    RowRule(
        "fact_interaction",
        "fact_interaction: customer was here",
        "Contacts lie between joining and leaving.",
        "this.interaction_date < customer.join_date OR this.interaction_date > customer.churn_date",
    ),
    RowRule(
        "fact_interaction",
        "fact_interaction: sentiment is on its scale",
        "sentiment_score lies between -1 and 1.",
        "NOT this.sentiment_score BETWEEN -1 AND 1",
    ),
    RowRule(
        "fact_loan_schedule",
        "fact_loan_schedule: borrower owns the loan",
        "The account is a loan and customer_id its owner.",
        "account.account_type <> 'Loan' OR this.customer_id <> account.customer_id",
    ),
    RowRule(
        "fact_loan_schedule",
        "fact_loan_schedule: portions add up",
        "payment_due is principal_portion and interest_portion, neither of them negative.",
        "this.payment_due <> this.principal_portion + this.interest_portion OR this.principal_portion < 0 OR this.interest_portion < 0",
    ),
    RowRule(
        "fact_loan_schedule",
        "fact_loan_schedule: status is that of the last day",
        "Paid exactly with a paid_date in the window; else Due when still to come and Overdue when not. days_past_due counts from the due "
        "date to the day of payment, or else to the last day.",
        "(this.payment_status = 'Paid') <> (this.paid_date IS NOT NULL) OR this.paid_date > frame.last_day "
        "OR (this.payment_status = 'Due' AND this.due_date <= frame.last_day) "
        "OR (this.payment_status = 'Overdue' AND this.due_date >= frame.last_day) "
        "OR this.days_past_due <> greatest(coalesce(this.paid_date, frame.last_day) - this.due_date, 0)",
    ),
)
"""In the order of the tables."""
