"""The four facts: the columns of the brief first and in its order, then those that earn their place."""

from __future__ import annotations

from c360sim.schema.kinds import Additivity, Kind, Role, Table, attribute, category, date, day_key, flag, key, measure
from c360sim.vocabulary import Channel, ContactReason, PaymentStatus, Resolution

TRANSACTION_CATEGORIES = (
    "Annual Fee",
    "Bill",
    "Card Interest",
    "Card Payment",
    "Cash Withdrawal",
    "Charge-off",
    "Closing Transfer",
    "Deposit",
    "Down Payment",
    "Employer Contribution",
    "Family Support",
    "Fintech Transfer",
    "Foreign Transaction Fee",
    "Gig Income",
    "Interest Earned",
    "Investment Contribution",
    "Investment Withdrawal",
    "Late Fee",
    "Loan Disbursement",
    "Loan Interest",
    "Loan Payment",
    "Loan Payoff",
    "Maintenance Fee",
    "Outside Card Payment",
    "Outside Transfer",
    "Overdraft Fee",
    "Own Transfer",
    "Payroll",
    "Pension",
    "Purchase",
    "Refund",
    "Social Security",
    "Tax Refund",
    "Unemployment Benefit",
)
"""What a posting is for."""

FACT_TRANSACTION = Table(
    "fact_transaction",
    Role.FACT,
    "One row per posting on an account this bank holds (transaction fact).",
    (
        key("transaction_id", "The posting."),
        key("customer_id", "The account's owner.", "dim_customer"),
        key("account_id", "The account posted on.", "dim_account"),
        key("merchant_id", "The merchant, where there is one.", "dim_merchant", is_nullable=True),
        day_key("Day of posting."),
        measure(
            "amount", Kind.MONEY, Additivity.ADDITIVE, "Signed from the account holder's side: into the account positive, out negative."
        ),
        category(
            "transaction_type",
            "credit: money in; debit: out by purchase, bill or fee; transfer: between own accounts (two rows, one a side) "
            "or with another institution (one row, counterparty_type external).",
            ("credit", "debit", "transfer"),
        ),
        category("payment_method", "How the money moved.", ("Credit Card", "Debit", "Transfer")),
        category("mcc_category", "The merchant's category, as in dim_merchant.", is_nullable=True),
        flag("is_recurring", "True exactly for standing payments: rent or mortgage, household bills, premiums, subscriptions."),
        category("counterparty_type", "internal: this bank or an own account here; external: anyone else.", ("internal", "external")),
        date("transaction_date", "Day of posting."),
        category("transaction_category", "What the posting is for.", TRANSACTION_CATEGORIES),
        category(
            "counterparty_name",
            "Employer, institution or person on the other side where it is neither a merchant nor this bank.",
            is_nullable=True,
        ),
    ),
    partition="transaction_date",
    cluster=("customer_id", "account_id"),
)

FACT_ACCOUNT_SNAPSHOT = Table(
    "fact_account_snapshot",
    Role.FACT,
    "One row per account per month-end while it is open, and one on the eve of the window (periodic snapshot).",
    (
        key("snapshot_id", "The snapshot."),
        key("account_id", "The account.", "dim_account"),
        key("customer_id", "The account's owner.", "dim_customer"),
        day_key("Last day of the month."),
        measure(
            "balance",
            Kind.MONEY,
            Additivity.SEMI_ADDITIVE,
            "CASA and Securities: held for the customer; Credit Card and Loan: owed by the customer, positive; Insurance: 0.",
        ),
        measure(
            "available_credit",
            Kind.MONEY,
            Additivity.SEMI_ADDITIVE,
            "Credit limit less what is owed, at least 0; cards only.",
            is_nullable=True,
        ),
        measure(
            "principal_paid", Kind.MONEY, Additivity.SEMI_ADDITIVE, "Principal paid back since origination; loans only.", is_nullable=True
        ),
        measure("principal_remaining", Kind.MONEY, Additivity.SEMI_ADDITIVE, "Principal still owed; loans only.", is_nullable=True),
        measure(
            "product_count",
            Kind.INTEGER,
            Additivity.NON_ADDITIVE,
            "Open accounts of the customer, the same on each of the customer's rows.",
        ),
        date("snapshot_date", "Last day of the month."),
    ),
    partition="snapshot_date",
    cluster=("customer_id", "account_id"),
)

FACT_INTERACTION = Table(
    "fact_interaction",
    Role.FACT,
    "One row per contact of a customer with the bank (transaction fact).",
    (
        key("interaction_id", "The contact."),
        key("customer_id", "The customer.", "dim_customer"),
        day_key("Day of the contact."),
        category("channel", "Where it took place.", Channel),
        category("reason", "Why the customer got in touch.", ContactReason),
        measure("sentiment_score", Kind.SCORE, Additivity.NON_ADDITIVE, "-1 (furious) to 1 (delighted)."),
        category("resolution_status", "How it ended.", Resolution),
        date("interaction_date", "Day of the contact."),
    ),
    partition="interaction_date",
    cluster=("customer_id",),
)

FACT_LOAN_SCHEDULE = Table(
    "fact_loan_schedule",
    Role.FACT,
    "One row per loan and due date, from the window's start or origination to the first due date after its end (accumulating snapshot).",
    (
        key("schedule_id", "The installment."),
        key("account_id", "The loan.", "dim_account"),
        key("customer_id", "The borrower.", "dim_customer"),
        day_key("Due date."),
        measure(
            "payment_due",
            Kind.MONEY,
            Additivity.ADDITIVE,
            "Installment due: principal and interest portions. On the day of a payoff, the interest since the last due date.",
        ),
        measure("principal_portion", Kind.MONEY, Additivity.ADDITIVE, "Part of the installment that pays principal back."),
        measure("interest_portion", Kind.MONEY, Additivity.ADDITIVE, "Part of the installment that is interest."),
        category("payment_status", "As of the last simulated day; what was unpaid of a loan written off stays Overdue.", PaymentStatus),
        date("due_date", "Due date."),
        date("paid_date", "Day on which it was paid in full, empty while it is not.", is_nullable=True),
        attribute(
            "days_past_due",
            Kind.INTEGER,
            "Days late: from the due date to the day of payment, or while it is unpaid to the last simulated day; 0 when on time.",
        ),
        measure(
            "prepayment",
            Kind.MONEY,
            Additivity.ADDITIVE,
            "Principal paid before it was due, after this installment and before the next: extra payments, and the principal of a payoff.",
        ),
    ),
    partition="due_date",
    cluster=("customer_id", "account_id"),
)
