"""Invented employers: heavy-tailed in size, each with an industry and a way of paying."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from c360sim.assumptions import Assumptions
from c360sim.assumptions import Rows as TableRows
from c360sim.catalog.popularity import Rows, heavy_tail, pick_table, share
from c360sim.catalog.wording import Wording
from c360sim.distributions import STEPS
from c360sim.vocabulary import PayFrequency

Shares = NDArray[np.float64]

_PATTERNS = ("{venture} {kind}", "{last} {kind}", "{venture} {kind}", "{last} & {last} {kind}", "{venture} {kind}")


@dataclass(frozen=True, slots=True)
class Employers:
    """Employers, a row each, largest first. `pick` and `pick_student` as in `Payers`."""

    names: list[str]
    industry: list[str]
    frequency: NDArray[np.int64]
    pick: Rows
    pick_student: Rows


def load_employers(assumptions: Assumptions, wording: Wording) -> Employers:
    """Return the employers: names worded, industries and pay frequencies apportioned by number of employees."""
    count = assumptions.whole("employers")
    size = heavy_tail(count, assumptions.value("employer_size_offset"))
    industries = assumptions.rows("industries")
    jobs = share(np.array([float(row["job_share_ppt"]) for row in industries]))
    industry = apportion(size, jobs, np.ones((count, len(industries))))
    students = np.array([float(row["student_share_ppt"]) for row in industries])
    frequency = _frequencies(assumptions, size, industry)
    among_students = _as_students_are_paid(assumptions, students[industry] / jobs[industry] * size, frequency)
    every = np.arange(count)
    return Employers(
        names=_names(industries, industry, wording),
        industry=[industries[kind]["industry"] for kind in industry],
        frequency=frequency,
        pick=pick_table(every, size, STEPS),
        pick_student=pick_table(every, among_students, STEPS),
    )


def apportion(size: Shares, target: Shares, liking: Shares) -> NDArray[np.int64]:
    """Return a class for each employer, so that classes hold their target shares of employees.

    `size` is (employers,), largest first; `target` (classes,); `liking` (employers, classes) says how much an
    employer is inclined to each class. One after the other, each takes the class whose want of employees,
    times the liking, is greatest; a class that has its share already is not chosen.
    """
    wanted = np.zeros(len(target))
    chosen = np.empty(len(size), np.int64)
    for employer, weight in enumerate(size.tolist()):
        wanted = wanted + target * weight
        chosen[employer] = int(np.argmax(np.maximum(wanted, 0.0) * liking[employer]))
        wanted[chosen[employer]] -= weight
    return chosen


def _frequencies(assumptions: Assumptions, size: Shares, industry: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return each employer's PayFrequency: the shares of employees as surveyed, the inclinations of its industry."""
    surveyed = {row["frequency"]: float(row["employees_ppt"]) for row in assumptions.rows("pay_frequencies")}
    target = share(np.array([surveyed[frequency.name] for frequency in PayFrequency]))
    usual = np.array(
        [[float(row[f"{frequency.name.lower()}_ppt"]) for frequency in PayFrequency] for row in assumptions.rows("industries")]
    )
    return apportion(size, target, np.sqrt(usual / 1000 / target)[industry])


def _as_students_are_paid(assumptions: Assumptions, jobs: Shares, frequency: NDArray[np.int64]) -> Shares:
    """Return student jobs by employer, weighted so that as many are paid at each frequency as surveyed among 18-24."""
    surveyed = {row["frequency"]: float(row["students_ppt"]) for row in assumptions.rows("pay_frequencies")}
    target = share(np.array([surveyed[name.name] for name in PayFrequency]))
    found = share(np.bincount(frequency, weights=jobs, minlength=len(PayFrequency)).astype(np.float64))
    weighted: Shares = jobs * (target / found)[frequency]
    return weighted


def _names(industries: TableRows, industry: NDArray[np.int64], wording: Wording) -> list[str]:
    """Return a name for each employer, none twice."""
    taken: set[str] = set()
    names = []
    for number, kind in enumerate(industry.tolist()):
        words = industries[kind]["company_words"].split(";")
        fixed = {"kind": words[number // len(industries) % len(words)]}
        names.append(wording.unused(_PATTERNS[number % len(_PATTERNS)], taken, fixed))
    return names
