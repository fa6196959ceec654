"""States of the machines that everyone shares (each persona has stages of its own besides)."""

from __future__ import annotations

from enum import StrEnum


class Work(StrEnum):
    """States of the work machine."""

    STUDYING = "studying"
    STUDYING_AND_WORKING = "studying_and_working"
    SEARCHING_FIRST_JOB = "searching_first_job"
    EMPLOYED = "employed"
    SELF_EMPLOYED = "self_employed"
    UNEMPLOYED = "unemployed"
    RETIRED = "retired"


STUDIES = frozenset({Work.STUDYING, Work.STUDYING_AND_WORKING})
"""States of work of those who study."""


class Household(StrEnum):
    """States of the family machine: a partner and children, or not."""

    SINGLE = "single"
    MARRIED = "married"
    EXPECTING = "expecting"
    PARENTS = "parents"
    SINGLE_PARENT = "single_parent"
    DIVORCED = "divorced"
    WIDOWED = "widowed"


class Home(StrEnum):
    """States of the home machine."""

    WITH_FAMILY = "with_family"
    RENTING = "renting"
    OWNER_WITH_MORTGAGE = "owner_with_mortgage"
    OWNER_OUTRIGHT = "owner_outright"


class Loyalty(StrEnum):
    """States of the relationship with the bank."""

    CONTENT = "content"
    DISSATISFIED = "dissatisfied"
    LEAVING = "leaving"
    DORMANT = "dormant"
    GONE = "gone"
