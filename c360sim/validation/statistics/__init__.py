"""Statistics against targets: one module a group of the file of targets."""

from __future__ import annotations

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


def measure(dataset: Dataset, targets: Sequence[Target]) -> tuple[list[Statistic], list[Distribution]]:
    """Return each target beside its measured value, in the order of the targets, and the distributions of their groups."""
    keep_seen_months(dataset)
    wanted = dict.fromkeys(target.group for target in targets)
    measured = {group: [measures(dataset) for measures in GROUPS.get(group, ())] for group in wanted}
    statistics = [_statistic(target, measured[target.group]) for target in targets]
    return statistics, [drawn for group in measured.values() for one in group for drawn in one.distributions]


def _statistic(target: Target, measured: Sequence[Measures]) -> Statistic:
    key = (target.metric, target.segment)
    for one in measured:
        if key in one.values:
            return Statistic(target, one.values[key])
        for reason in (one.left_out.get(key), one.left_out.get((target.metric, "")), one.left_out.get(("", target.segment))):
            if reason:
                return Statistic(target, None, reason)
    return Statistic(target, None, "no measure of this name for this segment")
