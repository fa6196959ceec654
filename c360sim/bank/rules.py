"""The bank's price list and policies, read once from the assumptions."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Self

from c360sim.assumptions import Assumptions


@dataclass(frozen=True, slots=True)
class Rules:
    """Amounts in cents, rates and shares in basis points, spans in days; each a parameter of that name."""

    overdraft_fee_cents: int
    overdraft_cushion_cents: int
    overdraft_limit_cents: int
    overdraft_fees_daily_count: int
    overdraft_fee_stop_days: int
    overdraft_charge_off_days: int
    declines_until_giving_up_count: int
    card_due_days: int
    card_minimum_bp: int
    card_minimum_floor_cents: int
    partial_payment_least_cents: int
    card_late_fee_first_cents: int
    card_late_fee_repeat_cents: int
    card_late_fee_repeat_months: int
    card_block_days: int
    card_charge_off_days: int
    loan_first_due_days: int
    loan_late_grace_days: int
    loan_remnant_cents: int
    loan_late_fee_cents: int
    mortgage_late_fee_bp: int
    loan_charge_off_days: int
    mortgage_charge_off_days: int
    brokerage_equity_bp: int
    retirement_equity_bp: int
    education_equity_bp: int
    account_dormant_after_days: int
    account_used_within_days: int

    @classmethod
    def of(cls, assumptions: Assumptions) -> Self:
        """Return the rules. Raises KeyError for a missing parameter and ValueError for one that is not whole."""
        return cls(**{rule.name: assumptions.whole(rule.name) for rule in fields(cls)})
