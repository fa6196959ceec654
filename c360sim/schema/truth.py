"""The tables of `truth/`, said once: what the simulation knows and a bank does not."""

from __future__ import annotations

from dataclasses import dataclass

import pyarrow as pa

from c360sim.schema.arrow import FILE_TYPES
from c360sim.schema.kinds import Column, Kind, attribute, date, flag, text


@dataclass(frozen=True, slots=True)
class TruthTable:
    """One table of `truth/`; its money is in whole cents."""

    name: str
    grain: str
    """What one row is, as a sentence."""
    columns: tuple[Column, ...]

    @property
    def schema(self) -> pa.Schema:
        """The Arrow schema of its files."""
        return pa.schema([pa.field(column.name, FILE_TYPES[column.kind]) for column in self.columns])


def _cents(name: str, description: str) -> Column:
    return attribute(name, Kind.INTEGER, f"{description}, in cents.")


def _hazard(name: str, what: str) -> Column:
    description = f"Chance of {what} this month in the present state and circumstances, before conditions that may rule it out; 0 to 1."
    return attribute(f"{name}_hazard_monthly", Kind.SCORE, description)


def _cover(kind: str, who: str) -> tuple[Column, Column]:
    return (
        flag(f"needs_{kind}_cover", f"Needs {kind} insurance, as the customer {who}."),
        _cents(f"{kind}_shortfall_cents", f"Part of the need for {kind} insurance that no policy covers, here or elsewhere"),
    )


_CUSTOMER = attribute("customer_id", Kind.ID, "The customer, as in dim_customer.")

CUSTOMER_MONTH = TruthTable(
    "customer_month",
    "One row per customer and simulated month, from the month of joining to the month of leaving.",
    (
        _CUSTOMER,
        text("month", "The month as 'YYYY-MM'."),
        text("persona", "Persona by which the customer lives."),
        text("stage", "Stage of the persona's own life, as drawn in personas.md."),
        text("work", "State of working life."),
        text("family", "State of family life."),
        text("home", "State of the home."),
        text("loyalty", "State of the relationship with the bank."),
        _cents("net_income_monthly_cents", "Customer's own income a month, after tax"),
        _cents("household_gross_monthly_cents", "Income a month of the customer and a spouse together, before tax"),
        _cents("partner_income_monthly_cents", "Partner's income a month after tax, 0 without one"),
        _cents("savings_elsewhere_cents", "Household's savings at other institutions"),
        _cents("certificates_elsewhere_cents", "Household's certificates of deposit at other institutions"),
        _cents("stocks_elsewhere_cents", "Household's directly held shares at other institutions"),
        _cents("funds_elsewhere_cents", "Household's mutual funds at other institutions"),
        _cents("retirement_elsewhere_cents", "Household's retirement savings at other institutions"),
        _cents("life_cash_elsewhere_cents", "Cash value of the household's life policies elsewhere"),
        _cents("card_debt_elsewhere_cents", "Household's card debt at other issuers"),
        _cents("mortgage_elsewhere_cents", "Household's mortgage debt with other lenders"),
        _cents("vehicle_loan_elsewhere_cents", "Household's car loans with other lenders"),
        _cents("student_loan_elsewhere_cents", "Household's student loans with other lenders"),
        _cents("equity_elsewhere_cents", "Household's shares at other institutions: held directly, in funds and within retirement savings"),
        _hazard("churn", "beginning to leave the bank"),
        _hazard("job_loss", "losing the job"),
        _hazard("marriage", "getting engaged, the wedding following months later"),
        _hazard("divorce", "a divorce"),
        _hazard("pregnancy", "a pregnancy"),
        _hazard("move", "moving house without buying"),
    ),
)
LIFE_EVENT = TruthTable(
    "life_event",
    "One row per event in a customer's life.",
    (_CUSTOMER, date("date", "Day of the event."), text("event", "What happened, as named in personas.md.")),
)
VALUATION = TruthTable(
    "valuation",
    "One row per investment account and month-end: how the market moved it.",
    (
        attribute("account_id", Kind.ID, "The account, as in dim_account."),
        attribute("date_key", Kind.DATE_KEY, "Month-end as the integer yyyymmdd, as in dim_date."),
        _cents("revaluation_cents", "Change of the balance by the market in that month, apart from postings"),
    ),
)
LABELS = TruthTable(
    "labels",
    "One row per customer who has joined, as of the last simulated day: what an analyst may infer from the nine tables.",
    (
        _CUSTOMER,
        text("salary_employer", "Employer who pays the salary, empty without one.", is_nullable=True),
        text("pay_frequency", "How often the salary is paid, empty without one.", is_nullable=True),
        flag("salary_comes_here", "At least part of the salary is paid into a checking account of this bank."),
        text("subscriptions", "Merchants that the customer has a live subscription with, separated by '; ', empty without any."),
        *_cover("life", "has somebody who depends on the income"),
        *_cover("home", "owns the home"),
        *_cover("renters", "rents the home"),
        *_cover("auto", "has a vehicle"),
        *_cover("travel", "travels often"),
        _cents("idle_cash_cents", "Liquid money beyond the months of spending that people keep in reserve, 0 once gone"),
        _cents("prepayment_cents", "What could be paid off loans here from cash beyond a cushion, 0 once gone"),
        flag("is_leaving", "On the way out, but not gone."),
        date("churn_date", "Day on which the last account was closed, empty for those who stay.", is_nullable=True),
    ),
)
TRUTH: dict[str, TruthTable] = {table.name: table for table in (CUSTOMER_MONTH, LIFE_EVENT, VALUATION, LABELS)}
"""The tables of `truth/` by name."""
