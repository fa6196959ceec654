"""Statistics against targets: one module a group of the file of targets."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

from c360sim.dataset import Dataset
from c360sim.validation.findings import Distribution, Statistic
from c360sim.validation.statistics import balance_sheets, card_amounts, households, lives, payment_choice, seasons, spending
from c360sim.validation.statistics.measures import Measures
from c360sim.validation.statistics.seen import keep_seen_months
from c360sim.validation.targets import Target

GROUPS: dict[str, tuple[Callable[[Dataset], Measures], ...]] = {
    "spend_hh_month": (spending.measure, households.measure),
    "season_factor": (seasons.measure,),
    "card_amount_lognormal_2017_19usd": (card_amounts.measure,),
    "dcpc2023": (payment_choice.measure,),
    "event/rate/service": (lives.measure,),
    "scf2019_share_pos": (balance_sheets.shares,),
    "scf2019_median_cond_2019usd": (balance_sheets.medians,),
    "scf2019_sigma_robust": (balance_sheets.sigmas,),
}
"""The functions that measure each group of targets."""

FROM_TABLES_ALONE = frozenset({card_amounts.measure})
"""Those that need no truth: the others tell by it which customer-months the bank sees whole, or the persona."""

NEEDS_TRUTH = "needs truth/customer_month, which is not in this data set"


def measure(dataset: Dataset, targets: Sequence[Target]) -> tuple[list[Statistic], list[Distribution]]:
    """Return each target beside its measured value, in the order of the targets, and the distributions of their groups."""
    has_truth = dataset.has_truth("customer_month")
    if has_truth:
        keep_seen_months(dataset)
    measured: dict[str, list[Measures]] = {}
    for group in dict.fromkeys(target.group for target in targets):
        able = [measures for measures in GROUPS.get(group, ()) if has_truth or measures in FROM_TABLES_ALONE]
        measured[group] = [measures(dataset) for measures in able]
    otherwise = {group: _why_not(group, has_truth) for group in measured}
    statistics = [_statistic(target, measured[target.group], otherwise[target.group]) for target in targets]
    return statistics, [drawn for group in measured.values() for one in group for drawn in one.distributions]


def _why_not(group: str, has_truth: bool) -> str:
    """Return why a target of a group has no value when its measures give no reason of their own."""
    if group not in GROUPS:
        return f"no group of this name; measured are {', '.join(GROUPS)}"
    if not has_truth and any(measures not in FROM_TABLES_ALONE for measures in GROUPS[group]):
        return NEEDS_TRUTH
    return "no measure of this name for this segment, or too few customers and months to see it"


def _statistic(target: Target, measured: Sequence[Measures], otherwise: str) -> Statistic:
    if math.isnan(target.half_width):
        return Statistic(target, None, "the target has no tolerance")
    key = (target.metric, target.segment)
    for one in measured:
        if key in one.values and math.isfinite(one.values[key]):
            return Statistic(target, one.values[key])
        for reason in (one.left_out.get(key), one.left_out.get((target.metric, "")), one.left_out.get(("", target.segment))):
            if reason:
                return Statistic(target, None, reason)
    return Statistic(target, None, otherwise)
