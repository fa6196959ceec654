"""The draws of birth: one matrix for all customers, a named column each."""

from __future__ import annotations

from collections.abc import Mapping
from enum import IntEnum
from typing import TypeVar

Key = TypeVar("Key")


class Draw(IntEnum):
    """Columns of the matrix of birth. Values are part of every data set: append, never renumber."""

    EARNING = 0
    THRIFT = 1
    TECHNOLOGY = 2
    DILIGENCE = 3
    WANDERLUST = 4
    BOLDNESS = 5
    SOCIABILITY = 6
    IMPATIENCE = 7
    GENDER = 8
    AGE = 9
    JOINS_IN_WINDOW = 10
    JOIN_DATE = 11
    FIRST_NAME = 12
    LAST_NAME = 13
    REGION = 14
    START = 15
    WORK = 16
    FAMILY = 17
    CHILDREN = 18
    YOUNGEST = 19
    SPACING = 20
    DUE = 21
    MARITAL = 22
    PARTNER_EARNS = 23
    PARTNER_INCOME = 24
    EMPLOYER = 25
    OCCUPATION = 26
    SALARY = 27
    PART_TIME = 28
    GIG = 29
    JOB_TENURE = 30
    PENSION = 31
    SUPPORT = 32
    OWNER = 33
    MORTGAGED = 34
    WITH_FAMILY = 35
    RENT = 36
    HOME_VALUE = 37
    VEHICLE = 38
    SECOND_VEHICLE = 39
    WEALTH = 40
    MAIN_BANK = 41
    LOYALTY = 42
    LOYALTY_MONTHS = 43
    LEAVE_LENGTH = 44
    LEAVE_DAY = 45
    ENGAGED = 46
    BENEFITS = 47


def choose(weights: Mapping[Key, float], chance: float) -> Key:
    """Return a key with a probability in proportion to its weight."""
    total = 0.0
    for weight in weights.values():  # not sum(), which Python 3.12 computes more exactly than 3.11
        total += weight
    left = chance * total
    for key, weight in weights.items():
        left -= weight
        if left < 0:
            return key
    return key
