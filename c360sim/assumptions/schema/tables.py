"""What each table of the assumptions holds: its columns, what tells its rows apart, and which rows of other tables they name."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from c360sim.assumptions.schema.kinds import (
    ABOVE_ZERO,
    AMOUNT,
    ANY_TEXT,
    BASIS_POINTS,
    COUNT,
    COUNTRY,
    DAY,
    FLAG,
    LEANING,
    MCC,
    MCC_OR_NONE,
    MCC_OR_RANGE,
    MONTH,
    NUMBER,
    SHARE,
    STATE,
    STATES,
    TERMS,
    TEXT,
    THOUSANDTHS,
    Kind,
    numbers,
    wholes,
    words,
)
from c360sim.vocabulary import Bill, ContactReason, Family, Fintech, MerchantType, Occasion, PayFrequency, Spend


@dataclass(frozen=True)
class Table:
    """A table: kinds by column, `source` apart, which all have.

    `key` are the columns that no two rows share; `complete` the words of which its first key column has every one; `refers` names for a
    column the table and column that hold what stands in it (an empty cell refers to nothing).
    """

    columns: Mapping[str, Kind]
    key: tuple[str, ...]
    complete: tuple[str, ...] = ()
    refers: Mapping[str, tuple[str, str]] = field(default_factory=dict)


def _each(names: Iterable[str], kind: Kind) -> dict[str, Kind]:
    return dict.fromkeys(names, kind)


SPEND, BILL, FAMILY = words(Spend.__members__), words(Bill.__members__), words(Family.__members__)
BANK_INSURANCE = "BANK_INSURANCE"
GROUP = words((*Spend.__members__, *Bill.__members__, *Fintech.__members__, BANK_INSURANCE))
LOCAL_GROUP = words((*Spend.__members__, *Bill.__members__))
MERCHANT_TYPE = words(tuple(MerchantType))
MONTHS = tuple(f"m{month}" for month in range(1, 13))
DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
YEAR = wholes(1900, 2199)
CHANNELS = ("app", "call_center", "branch", "chatbot")
WAIVERS = ("waiver_balance_cents", "waiver_deposit_cents", "waiver_relationship_cents")
TO_MCC = {"mcc": ("mcc", "mcc")}

TABLES: dict[str, Table] = {
    "amounts": Table(
        {
            "spend": SPEND,
            "median_usd": ABOVE_ZERO,
            "sigma": AMOUNT,
            "round_share": SHARE,
            "ninety_nine_share": SHARE,
            "least_usd": AMOUNT,
        },
        key=("spend",),
        complete=tuple(Spend.__members__),
    ),
    "area_codes": Table({"state": STATE, "area_code": wholes(200, 999)}, key=("area_code",)),
    "bill_habits": Table(
        {"bill": BILL, "earliest_day": DAY, "latest_day": DAY, "card_share": SHARE, "months_kept": COUNT},
        key=("bill",),
        complete=tuple(Bill.__members__),
    ),
    "bill_variation": Table({"bill": BILL, "sigma": AMOUNT, **_each(MONTHS, AMOUNT)}, key=("bill",), complete=tuple(Bill.__members__)),
    "consumer_items": Table({"mcc": MCC_OR_RANGE, "merchant": ANY_TEXT, "item": TEXT, "share": SHARE}, key=("mcc", "merchant", "item")),
    "contact_reasons": Table(
        {
            "reason": words(tuple(ContactReason)),
            "base_weight": AMOUNT,
            "trigger_share": SHARE,
            "sentiment": LEANING,
            "resolved": SHARE,
            "escalated": SHARE,
            "satisfaction_effect": LEANING,
            **_each(CHANNELS, AMOUNT),
        },
        key=("reason",),
        complete=tuple(ContactReason),
    ),
    "countries": Table({"code": COUNTRY, "country": TEXT, "weight": AMOUNT}, key=("code",)),
    "event_spending": Table(
        {
            "occasion": words(Occasion.__members__),
            "spend": SPEND,
            "mcc": MCC_OR_NONE,
            "first_month": wholes(-120, 120),
            "last_month": wholes(-120, 120),
            "purchases_monthly": AMOUNT,
            "median_usd": ABOVE_ZERO,
            "sigma": AMOUNT,
        },
        key=("occasion", "spend", "mcc", "first_month"),
        refers=TO_MCC,
    ),
    "first_name_eras": Table({"name": TEXT, "born_from": YEAR, "born_to": YEAR}, key=("name",)),
    "industries": Table(
        {
            "industry": TEXT,
            **_each((f"{what}_share_ppt" for what in ("job", "student")), THOUSANDTHS),
            **_each((f"{frequency.name.lower()}_ppt" for frequency in PayFrequency), THOUSANDTHS),
            "company_words": TEXT,
        },
        key=("industry",),
    ),
    "mcc": Table({"mcc": MCC, "category": TEXT}, key=("mcc",)),
    "merchant_mix": Table({"group": LOCAL_GROUP, "local_share_ppt": THOUSANDTHS, "local_count": wholes(1, 1000)}, key=("group",)),
    "merchants_abroad": Table(
        {"country": TEXT, "city": TEXT, "name": TEXT, "group": SPEND, "mcc": MCC},
        key=("country", "city", "name"),
        refers={**TO_MCC, "country": ("countries", "code")},
    ),
    "merchants_local": Table(
        {"group": LOCAL_GROUP, "mcc": MCC, "merchant_type": MERCHANT_TYPE, "pattern": TEXT},
        key=("group", "pattern"),
        refers={**TO_MCC, "group": ("merchant_mix", "group")},
    ),
    "merchants_national": Table(
        {"name": TEXT, "group": GROUP, "mcc": MCC, "merchant_type": MERCHANT_TYPE, "weight": ABOVE_ZERO, "states": STATES},
        key=("name",),
        refers=TO_MCC,
    ),
    "name_words": Table({"pool": words(("street", "emblem", "venture")), "word": TEXT}, key=("pool", "word")),
    "occupations": Table(
        {"industry": TEXT, "occupation": TEXT, "gross_usd": wholes(1), "from_age": wholes(16, 100)},
        key=("industry", "occupation"),
        refers={"industry": ("industries", "industry")},
    ),
    "pay_frequencies": Table(
        {"frequency": words(PayFrequency.__members__), "employees_ppt": THOUSANDTHS, "students_ppt": THOUSANDTHS},
        key=("frequency",),
        complete=tuple(PayFrequency.__members__),
    ),
    "payers": Table(
        {
            "role": words(
                (
                    *("social_security", "treasury_refund", "treasury_payment", "unemployment_office", "family", "other_bank"),
                    *("property_seller", "auto_dealer", "other_lender", "gig", "pensions", "outside_cards"),
                )
            ),
            "name": TEXT,
            "weight": ABOVE_ZERO,
        },
        key=("role", "name"),
    ),
    "places": Table(
        {"city": TEXT, "state": STATE, "state_population": wholes(1), "share_of_state_ppt": THOUSANDTHS, "rent_index_ppt": wholes(1)},
        key=("city", "state"),
        refers={"state": ("area_codes", "state")},
    ),
    "plan_prices": Table({"merchant": TEXT, "month": MONTH, "price_cents": wholes(1)}, key=("merchant", "month")),
    "products": Table(
        {
            "code": TEXT,
            "name": TEXT,
            "family": FAMILY,
            "category": TEXT,
            **_each((*("min_balance_cents", "monthly_fee_cents", "annual_fee_cents"), *WAIVERS), COUNT),
            **_each(("rate_low_bp", "rate_high_bp", "foreign_fee_bp", "renewal_bp"), BASIS_POINTS),
            "terms_months": TERMS,
            "is_relationship": FLAG,
        },
        key=("code",),
    ),
    "scf2019_by_age": Table(
        {"band": TEXT, "variable": TEXT, "share": SHARE, **_each(("p10", "p25", "p50", "p75", "p90"), NUMBER)}, key=("band", "variable")
    ),
    "seasons": Table({"spend": SPEND, **_each(MONTHS, AMOUNT)}, key=("spend",), complete=tuple(Spend.__members__)),
    "sp500_month_end_returns": Table({"month": MONTH, "sp500_price_return": LEANING}, key=("month",)),
    "spending_traits": Table(
        {
            "spend": SPEND,
            **_each(("sociability", "technology", "vehicle", "child"), LEANING),
            "elasticity": AMOUNT,
            "participation": numbers(0.01, 1),
        },
        key=("spend",),
        complete=tuple(Spend.__members__),
    ),
    "targets": Table(
        {
            **_each(("set", "group", "metric", "segment"), TEXT),
            "value": NUMBER,
            **_each(("tolerance", "address", "status"), ANY_TEXT),
        },
        key=("group", "metric", "segment"),
    ),
    "trip_seasons": Table({"month": wholes(1, 12), "factor": AMOUNT}, key=("month",), complete=tuple(map(str, range(1, 13)))),
    "trip_spending": Table({"spend": SPEND, "per_night": AMOUNT}, key=("spend",)),
    "weekdays": Table({"spend": SPEND, **_each(DAYS, AMOUNT)}, key=("spend",), complete=tuple(Spend.__members__)),
}
"""All tables, by name: the file `amounts.csv` holds the table `amounts`."""
