"""How groups, segments and numbers are called in a report."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from c360sim.validation.findings import Check, Findings, Score, Statistic
from c360sim.validation.statistics.segments import PERSONA_OF

GROUPS = {
    "spend_hh_month": ("Income and spending of households", "US dollars per household and month; percent of households, or persons"),
    "season_factor": ("Seasons of retail", "Sales of a calendar month over those of a month on average, by kind of retailer"),
    "card_amount_lognormal_2017_19usd": ("Amounts paid by card", "Median in US dollars of 2017-19, and sigma of the logarithm"),
    "dcpc2023": ("Accounts, cards, apps, fees and pay", "Share of persons (0 to 1), or mean number"),
    "scf2019_share_pos": ("Balance sheets: who has what", "Share of households above zero (0 to 1)"),
    "scf2019_median_cond_2019usd": ("Balance sheets: how much", "Median of those who have it, in US dollars of 2019"),
    "scf2019_sigma_robust": ("Balance sheets: how unequal", "Sigma of the logarithm, from quantiles"),
    "event/rate/service": ("Events, rates and service", "In the unit of each target"),
}
"""Title and unit of the groups that ship; a bank's own groups go by their name."""


METRICS = {
    "chk_acnt_adopt": "has a checking account",
    "chk_acnt_num": "checking accounts",
    "sav_acnt_adopt": "has a savings account",
    "cc_adopt": "has a credit card",
    "cc_num_mean_cond": "credit cards, of those who have one",
    "dc_adopt": "uses a debit card",
    "mb_adopt": "uses mobile banking",
    "ob_adopt": "uses online banking",
    "paypal_adopt": "uses PayPal",
    "zelle_adopt": "uses Zelle",
    "venmo_adopt": "uses Venmo",
    "cashapp_adopt": "uses Cash App",
    "crypto_adopt": "holds cryptocurrency",
    "fees_paid_overdraft": "paid an overdraft fee in the year",
    "ccfee_late": "paid a late fee on a card in the year",
    "ccfee_foreign": "paid a foreign transaction fee in the year",
    "pu009": "carried a card balance in the year",
    "pay_weekly": "is paid weekly",
    "pay_biweekly": "is paid every two weeks",
    "pay_semimonthly": "is paid twice a month",
    "pay_monthly": "is paid monthly",
    "CASHLI": "life insurance with cash value",
    "CCBAL": "credit card balance",
    "CDS": "certificates of deposit",
    "CHECKING": "checking accounts",
    "EDN_INST": "education loans",
    "EQUITY": "stocks, directly or through funds",
    "INCOME": "income",
    "LIQ": "all transaction accounts",
    "NH_MORT": "mortgage on the home",
    "RETQLIQ": "retirement accounts",
    "SAVING": "savings accounts",
    "STOCKS": "stocks held directly",
    "VEH_INST": "vehicle loans",
}
"""What the surveys' short names of variables mean."""


def metric(name: str) -> str:
    """Return what a metric is in words, or its own name where that says it."""
    return METRICS.get(name, name)


def tolerance(text: str) -> str:
    """Return a tolerance as it is printed."""
    return text.replace("+-", "\u00b1")


def title(group: str) -> str:
    """Return a group's title."""
    return GROUPS.get(group, (group, ""))[0]


def unit(group: str) -> str:
    """Return the unit of a group's values, or empty."""
    return GROUPS.get(group, ("", ""))[1]


def segment(name: str) -> str:
    """Return the persona that a source's segment is held against, or the segment's own name."""
    return PERSONA_OF.get(name, name)


def place(name: str) -> int:
    """Return where a segment stands among others: by age, all together last."""
    personas = list(dict.fromkeys(PERSONA_OF.values()))
    return personas.index(segment(name)) if segment(name) in personas else len(personas)


def number(value: float, beside: float = 0.0) -> str:
    """Return a number with as many decimals as its size, or that of the number it stands beside, asks for."""
    if not math.isfinite(value):
        return "none"
    size = max(abs(value), abs(beside))
    decimals = next((decimals for least, decimals in ((100, 0), (10, 1), (1, 2)) if size >= least), 3)
    return f"{value:,.{decimals}f}".replace("-", "\u2212") if round(value, decimals) else "0"


def share(value: float) -> str:
    """Return a share as a percentage, rounded down, so that 94.99% does not read as the 95% it has to reach."""
    return f"{math.floor(value * 1000 + 1e-9) / 10:.1f}%"


def bounds(score: Score) -> str:
    """Return what a score has to be."""
    if score.least is not None and score.most is not None:
        return f"{number(score.least)} to {number(score.most)}"
    if score.least is not None:
        return f"at least {number(score.least)}"
    return f"at most {number(score.most)}" if score.most is not None else "\u2013"


def groups(statistics: Iterable[Statistic]) -> dict[str, list[Statistic]]:
    """Return the statistics by group, in their order."""
    found: dict[str, list[Statistic]] = {}
    for statistic in statistics:
        found.setdefault(statistic.target.group, []).append(statistic)
    return found


def counted(statistics: Sequence[Statistic]) -> tuple[int, int]:
    """Return how many statistics lie within their tolerance, and how many could be measured."""
    return sum(statistic.passed for statistic in statistics), sum(statistic.is_applicable for statistic in statistics)


def is_required(score: Score) -> bool:
    """Return whether a score has a rate to reach."""
    return score.least is not None or score.most is not None


def is_left_out(score: Score) -> bool:
    """Return whether a signal could not be scored: it has no value and is held to nothing."""
    return not is_required(score) and math.isnan(score.value)


def plural(count: int, noun: str) -> str:
    """Return a count with its noun."""
    return f"{count:,} {noun}" if count == 1 else f"{count:,} {noun}s"


def books(checks: Sequence[Check]) -> str:
    """Return what the books look like, in a sentence."""
    violations, left_out = sum(check.violations or 0 for check in checks), sum(check.violations is None for check in checks)
    broken = sum(not check.passed for check in checks)
    said = f"{plural(len(checks) - left_out, 'rule')}: " + (f"{broken} broken, " if broken else "") + plural(violations, "violation")
    return said + (f"; {left_out} left out" if left_out else "")


def statistics(findings: Findings) -> str:
    """Return how many targets are met, in a sentence."""
    within, applicable = counted(findings.statistics)
    left_out = len(findings.statistics) - applicable
    if not applicable:
        return f"none of {len(findings.statistics)} targets could be measured"
    return (
        f"{within} of {applicable} targets within tolerance, {share(findings.share_within)} ({share(findings.share_required)} required)"
        + (f"; {left_out} left out" if left_out else "")
    )


def signals(findings: Findings) -> str:
    """Return how many signals reach their rate, in a sentence."""
    if not findings.scores:
        return f"left out: {findings.signals_left_out or 'no signal is registered'}"
    required, left_out = (
        [score for score in findings.scores if is_required(score)],
        [score for score in findings.scores if is_left_out(score)],
    )
    told = len(findings.scores) - len(required) - len(left_out)
    said = (
        f"{sum(score.passed for score in required)} of {plural(len(required), 'score')} as required" if required else "",
        f"{told} reported without a required score" if told else "",
        f"{len(left_out)} left out" if left_out else "",
    )
    return "; ".join(part for part in said if part)


@dataclass(frozen=True, slots=True)
class Part:
    """One part of the validation: what was found in a sentence, and whether it is good enough, None when nothing could be examined."""

    title: str
    found: str
    passed: bool | None

    @property
    def verdict(self) -> str:
        """One word."""
        return "left out" if self.passed is None else "pass" if self.passed else "fail"


def parts(findings: Findings) -> list[Part]:
    """Return the three parts."""
    is_measured = any(statistic.is_applicable for statistic in findings.statistics)
    return [
        Part("Books and keys", books(findings.checks), all(check.passed for check in findings.checks)),
        Part("Statistics", statistics(findings), findings.share_within >= findings.share_required if is_measured else None),
        Part("Signals against truth", signals(findings), _signals_passed(findings)),
    ]


def _signals_passed(findings: Findings) -> bool | None:
    return all(score.passed for score in findings.scores) if any(map(is_required, findings.scores)) else None


def verdict(findings: Findings) -> str:
    """Return whether the data set is good enough, and if not, which parts fail."""
    failed = [part.title.lower() for part in parts(findings) if part.passed is False]
    if failed:
        return f"Not passed: see {', '.join(failed)}."
    within, measured = counted(findings.statistics)
    required = sum(map(is_required, findings.scores))
    met = (
        f"{within} of {plural(measured, 'target')} met ({share(findings.share_required)} required)"
        if measured
        else "no target could be measured"
    )
    return f"Passed: no rule of the books is broken, {met}, " + (
        f"all of {plural(required, 'required score')} reached." if required else "no signal could be scored."
    )
