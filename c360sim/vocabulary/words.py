"""Words as they are written to the tables, and the families of accounts behind them."""

from __future__ import annotations

from enum import IntEnum, StrEnum


class AccountType(StrEnum):
    """dim_account.account_type, spelled as in the brief."""

    CASA = "CASA"
    CREDIT_CARD = "Credit Card"
    LOAN = "Loan"
    INSURANCE = "Insurance"
    SECURITIES = "Securities"


class Family(IntEnum):
    """What kind of account a product is: decides which rules of the bank apply to it."""

    CHECKING = 0
    SAVINGS = 1
    CERTIFICATE = 2
    CARD = 3
    MORTGAGE = 4
    AUTO_LOAN = 5
    PERSONAL_LOAN = 6
    STUDENT_LOAN = 7
    LIFE_INSURANCE = 8
    HOME_INSURANCE = 9
    RENTERS_INSURANCE = 10
    AUTO_INSURANCE = 11
    TRAVEL_INSURANCE = 12
    HEALTH_INSURANCE = 13
    BROKERAGE = 14
    RETIREMENT = 15
    EDUCATION_SAVINGS = 16


ACCOUNT_TYPE: dict[Family, AccountType] = {
    family: (
        AccountType.CASA
        if family <= Family.CERTIFICATE
        else AccountType.CREDIT_CARD
        if family == Family.CARD
        else AccountType.LOAN
        if family <= Family.STUDENT_LOAN
        else AccountType.INSURANCE
        if family <= Family.HEALTH_INSURANCE
        else AccountType.SECURITIES
    )
    for family in Family
}
"""The account type of each family."""


class AccountStatus(StrEnum):
    """dim_account.status."""

    ACTIVE = "Active"
    DORMANT = "Dormant"
    CLOSED = "Closed"


class Segment(StrEnum):
    """dim_customer.segment."""

    MASS_MARKET = "Mass Market"
    AFFLUENT = "Affluent"
    HIGH_NET_WORTH = "High Net Worth"


class Channel(StrEnum):
    """fact_interaction.channel and dim_customer.preferred_channel."""

    APP = "App"
    CALL_CENTER = "Call Center"
    BRANCH = "Branch"
    CHATBOT = "Chatbot"


class ContactReason(StrEnum):
    """fact_interaction.reason: why the customer got in touch."""

    BALANCE_INQUIRY = "Balance Inquiry"
    PAYMENT_QUESTION = "Payment Question"
    DECLINED_CARD = "Declined Card"
    FEE_DISPUTE = "Fee Dispute"
    MISSED_PAYMENT = "Missed Payment"
    ADDRESS_CHANGE = "Address Change"
    FAMILY_CHANGE = "Family Change"
    PRODUCT_INQUIRY = "Product Inquiry"
    LOAN_INQUIRY = "Loan Inquiry"
    TRAVEL_NOTICE = "Travel Notice"
    CARD_REPLACEMENT = "Card Replacement"
    FRAUD_ALERT = "Fraud Alert"
    TECHNICAL_ISSUE = "Technical Issue"
    COMPLAINT = "Complaint"
    ACCOUNT_CLOSURE = "Account Closure"


class Resolution(StrEnum):
    """fact_interaction.resolution_status."""

    RESOLVED = "Resolved"
    ESCALATED = "Escalated"
    UNRESOLVED = "Unresolved"


class ChurnStatus(StrEnum):
    """dim_customer.churn_status as of the last simulated day, from what the bank itself can see."""

    ACTIVE = "Active"
    AT_RISK = "At Risk"
    DORMANT = "Dormant"
    CHURNED = "Churned"


class KycStatus(StrEnum):
    """dim_customer.kyc_status."""

    VERIFIED = "Verified"
    PENDING = "Pending"
    EXPIRED = "Expired"


class MaritalStatus(StrEnum):
    """dim_customer.marital_status."""

    SINGLE = "Single"
    MARRIED = "Married"
    DIVORCED = "Divorced"
    WIDOWED = "Widowed"


class HomeOwnership(StrEnum):
    """dim_customer.home_ownership."""

    RENT = "Rent"
    MORTGAGE = "Mortgage"
    OWN = "Own"
    WITH_FAMILY = "With Family"


class EmploymentType(StrEnum):
    """dim_customer.employment_type."""

    FULL_TIME = "Full-time"
    PART_TIME = "Part-time"
    SELF_EMPLOYED = "Self-employed"
    UNEMPLOYED = "Unemployed"
    STUDENT = "Student"
    RETIRED = "Retired"


class RiskTolerance(StrEnum):
    """dim_customer.risk_tolerance."""

    CONSERVATIVE = "Conservative"
    MODERATE = "Moderate"
    AGGRESSIVE = "Aggressive"


class MerchantType(StrEnum):
    """dim_merchant.merchant_type, spelled as in the brief."""

    RETAIL = "Retail"
    ONLINE = "Online"
    SUBSCRIPTION = "Subscription"


class PaymentStatus(StrEnum):
    """fact_loan_schedule.payment_status, spelled as in the brief."""

    PAID = "Paid"
    DUE = "Due"
    OVERDUE = "Overdue"


class Event(StrEnum):
    """truth/life_event.event: what can happen to a person."""

    JOINED = "joined"
    JOB_CHANGE = "job_change"
    PROMOTION = "promotion"
    JOB_LOSS = "job_loss"
    REHIRED = "rehired"
    MARRIAGE = "marriage"
    DIVORCE = "divorce"
    PREGNANCY = "pregnancy"
    BIRTH = "birth"
    MOVE = "move"
    HOME_PURCHASE = "home_purchase"
    GRADUATION = "graduation"
    DROPPED_OUT = "dropped_out"
    FIRST_JOB = "first_job"
    RETIREMENT = "retirement"
    CHILD_TO_COLLEGE = "child_to_college"
    BEREAVEMENT = "bereavement"
    STAGE_CHANGE = "stage_change"
    GREW_DISSATISFIED = "grew_dissatisfied"
    RECONCILED = "reconciled"
    STARTED_LEAVING = "started_leaving"
    LEFT_BANK = "left_bank"
    WENT_DORMANT = "went_dormant"
    RETURNED = "returned"
    MOVED_MAIN_BANK = "moved_main_bank"
    MADE_MAIN_BANK = "made_main_bank"
    STUDENT_JOB_STARTED = "student_job_started"
    STUDENT_JOB_ENDED = "student_job_ended"
    ENGAGEMENT = "engagement"
