"""Positions of columns: rates and amounts of all customers stand in matrices whose columns are these."""

from __future__ import annotations

from enum import IntEnum


class Spend(IntEnum):
    """Categories of purchases that are decided again each time (columns of `Intents.purchases_monthly`)."""

    GROCERY = 0
    RESTAURANT = 1
    FAST_FOOD = 2
    COFFEE = 3
    BAR_LIQUOR = 4
    GAS = 5
    GENERAL_MERCHANDISE = 6
    ONLINE_MARKETPLACE = 7
    CLOTHING = 8
    ELECTRONICS = 9
    HOME_FURNISHING = 10
    HOME_IMPROVEMENT = 11
    PHARMACY = 12
    MEDICAL = 13
    PERSONAL_CARE = 14
    ENTERTAINMENT = 15
    HOBBY = 16
    BABY_KIDS = 17
    PETS = 18
    TRANSIT = 19
    RIDESHARE = 20
    FOOD_DELIVERY = 21
    PARKING_TOLL = 22
    AUTO_SERVICE = 23
    SERVICES = 24
    EDUCATION = 25
    CHARITY = 26
    GOVERNMENT = 27
    TOBACCO = 28
    GAMING = 29
    CASH = 30
    AIRLINE = 31
    HOTEL = 32
    CAR_RENTAL = 33
    TRAVEL_AGENCY = 34


class Bill(IntEnum):
    """Standing payments (columns of `Intents.bill_cents`): `is_recurring` is true for these and mortgages."""

    RENT = 0
    OUTSIDE_MORTGAGE = 1
    ELECTRICITY = 2
    WATER_GAS = 3
    PHONE = 4
    INTERNET = 5
    AUTO_INSURANCE = 6
    HOME_INSURANCE = 7
    LIFE_INSURANCE = 8
    HEALTH_INSURANCE = 9
    TRAVEL_INSURANCE = 10
    TUITION = 11
    CHILD_CARE = 12
    PROPERTY_TAX = 13
    GYM = 14
    STREAMING_FIRST = 15
    STREAMING_SECOND = 16
    STREAMING_THIRD = 17
    MUSIC = 18
    NEWS = 19
    SOFTWARE_FIRST = 20
    SOFTWARE_SECOND = 21
    GAMING_PASS = 22
    MEAL_KIT = 23
    SHOPPING_CLUB = 24
    OUTSIDE_VEHICLE_LOAN = 25
    OUTSIDE_STUDENT_LOAN = 26


SUBSCRIPTIONS: frozenset[Bill] = frozenset(bill for bill in Bill if Bill.GYM <= bill <= Bill.SHOPPING_CLUB)
"""Standing payments that a person would list as subscriptions, as opposed to household bills."""


class Income(IntEnum):
    """Sources of income (columns of `Intents.income_cents`)."""

    SALARY = 0
    GIG = 1
    SOCIAL_SECURITY = 2
    PENSION = 3
    FAMILY_SUPPORT = 4
    BENEFITS = 5


class PayFrequency(IntEnum):
    """How often an employer pays."""

    WEEKLY = 0
    BIWEEKLY = 1
    SEMIMONTHLY = 2
    MONTHLY = 3


class Fintech(IntEnum):
    """Kinds of outside fintech (columns of `Intents.fintech_monthly`): wallet leakage."""

    PAYPAL = 0
    ZELLE = 1
    VENMO = 2
    CASH_APP = 3
    OTHER_WALLET = 4
    NEOBANK = 5
    BROKERAGE = 6
    CRYPTO = 7
    BNPL = 8


WALLETS: frozenset[Fintech] = frozenset(kind for kind in Fintech if kind <= Fintech.OTHER_WALLET)
"""Fintechs through which persons pay each other."""


class Investment(IntEnum):
    """Standing investments with this bank (columns of `Intents.contribution_cents`)."""

    BROKERAGE = 0
    RETIREMENT = 1
    EDUCATION = 2


class Occasion(IntEnum):
    """Events of life that are paid for in the months around them (columns of `Intents.occasion_month`).

    `ANY_TIME` is no event: what others do without one, so that no purchase gives an event away.
    """

    BIRTH = 0
    WEDDING = 1
    MOVE = 2
    GRADUATION = 3
    RETIREMENT = 4
    ANY_TIME = 5


class CardHabit(IntEnum):
    """How a person pays card statements."""

    FULL = 0
    PARTIAL = 1
    MINIMUM = 2
