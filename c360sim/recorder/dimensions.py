"""dim_account, dim_product, dim_merchant and dim_date (dim_customer follows from lives: `customer.profile`)."""

from __future__ import annotations

import datetime as dt
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from c360sim import months
from c360sim.bank import Bank
from c360sim.catalog import Catalog
from c360sim.recorder.columns import date_keys, dates, ids, words
from c360sim.vocabulary import ACCOUNT_TYPE, AccountStatus, AccountType, Family

TYPES = tuple(AccountType)
STATUSES = tuple(AccountStatus)
_TYPE_OF_FAMILY = np.array([TYPES.index(ACCOUNT_TYPE[family]) for family in Family])


def account(bank: Bank, catalog: Catalog, customer_ids: NDArray[np.int64]) -> dict[str, Any]:
    """Return one row per account as of the last simulated day, in the order of account_id."""
    ledger = bank.ledger
    rows = np.argsort(ledger.account_id, kind="stable")
    family = ledger.family[rows]
    type_ = _TYPE_OF_FAMILY[family]
    is_insurance, is_loan = type_ == TYPES.index(AccountType.INSURANCE), type_ == TYPES.index(AccountType.LOAN)
    is_card = family == Family.CARD
    pays_interest = is_card | is_loan | (type_ == TYPES.index(AccountType.CASA))
    names = [product.name for product in catalog.products.all]
    return {
        "account_id": ledger.account_id[rows],
        "customer_id": customer_ids[ledger.customer[rows]],
        "account_type": words(type_, TYPES),
        "product_name": words(ledger.product[rows], names),
        "status": words(ledger.status[rows], STATUSES),
        "open_date": dates(ledger.opened_on[rows]),
        "maturity_date": dates(ledger.maturity_on[rows], ledger.maturity_on[rows] == 0),
        "credit_limit": ids(ledger.limit_cents[rows], ~is_card),
        "interest_rate": ids(ledger.rate_bp[rows], ~pays_interest),
        "coverage_amount": ids(ledger.coverage_cents[rows], ~is_insurance),
        "beneficiary_count": ids(ledger.beneficiaries[rows], ~is_insurance),
        "principal_amount": ids(ledger.principal_cents[rows], ~is_loan),
        "product_id": ledger.product[rows] + 1,
        "close_date": dates(ledger.closed_on[rows], ledger.closed_on[rows] == 0),
    }


def product(catalog: Catalog) -> dict[str, Any]:
    """Return one row per product."""
    products = catalog.products.all
    return {
        "product_id": ids(np.array([each.product_id for each in products])),
        "product_name": pa.array([each.name for each in products]),
        "product_type": pa.array([str(ACCOUNT_TYPE[each.family]) for each in products]).dictionary_encode(),
        "product_category": pa.array([each.category for each in products]).dictionary_encode(),
        "min_balance": ids(np.array([each.min_balance_cents for each in products])),
        "annual_fee": ids(np.array([each.annual_fee_cents for each in products])),
        "interest_rate_range": pa.array([_rate_range(each.rate_low_bp, each.rate_high_bp) for each in products], pa.string()),
        "term_months": pa.array([", ".join(map(str, sorted(set(each.terms_months)))) or None for each in products], pa.string()),
        "monthly_fee": ids(np.array([each.monthly_fee_cents for each in products])),
        "fee_waiver_balance": _unless_none([each.waiver_balance_cents for each in products]),
        "fee_waiver_deposits": _unless_none([each.waiver_deposit_cents for each in products]),
        "fee_waiver_relationship": _unless_none([each.waiver_relationship_cents for each in products]),
    }


def _unless_none(cents: list[int]) -> pa.Array:
    """Return amounts as a column, NULL where there is none."""
    return ids(np.array(cents), np.array(cents) == 0)


def _rate_range(low_bp: int, high_bp: int) -> str | None:
    return None if high_bp == 0 else f"{low_bp / 100:.2f}% - {high_bp / 100:.2f}%"


def merchant(catalog: Catalog) -> dict[str, Any]:
    """Return one row per merchant."""
    merchants = catalog.merchants
    texts = {
        "merchant_name": merchants.name,
        "mcc_code": merchants.mcc_code,
        "mcc_category": merchants.mcc_category,
        "merchant_type": [str(type_) for type_ in merchants.merchant_type],
        "merchant_city": [city or None for city in merchants.city],
        "merchant_state": [state or None for state in merchants.state],
        "merchant_country": merchants.country,
    }
    columns = {name: pa.array(values, pa.string()) for name, values in texts.items()}
    encoded = {name: column if name == "merchant_name" else column.dictionary_encode() for name, column in columns.items()}
    return {"merchant_id": ids(np.arange(1, len(merchants.name) + 1)), **encoded}


def date(first_day: int, last_day: int) -> dict[str, Any]:
    """Return one row per day, both ends included (ordinals)."""
    ordinals = np.arange(first_day, last_day + 1)
    days = [dt.date.fromordinal(int(ordinal)) for ordinal in ordinals]
    holidays = frozenset().union(*(months.bank_holidays(year) for year in range(days[0].year, days[-1].year + 1)))
    return {
        "date_key": date_keys(ordinals),
        "date": dates(ordinals),
        "day": ids(np.array([day.day for day in days])),
        "month": ids(np.array([day.month for day in days])),
        "quarter": ids(np.array([(day.month + 2) // 3 for day in days])),
        "year": ids(np.array([day.year for day in days])),
        "is_weekend": np.array([day.weekday() >= 5 for day in days]),
        "day_of_week": ids(np.array([day.isoweekday() for day in days])),
        "day_name": pa.array([day.strftime("%A") for day in days]).dictionary_encode(),
        "month_name": pa.array([day.strftime("%B") for day in days]).dictionary_encode(),
        "week_of_year": ids(np.array([day.isocalendar().week for day in days])),
        "is_holiday": np.array([day in holidays for day in days]),
        "is_month_end": np.array([(day + dt.timedelta(days=1)).day == 1 for day in days]),
        "year_month": pa.array([day.strftime("%Y-%m") for day in days]).dictionary_encode(),
        "iso_year": ids(np.array([day.isocalendar().year for day in days])),
    }
