"""The monthly dice: one named chance each, so that a change of one probability disturbs no other."""

from __future__ import annotations

from enum import IntEnum


class Die(IntEnum):
    """Columns of the month's dice. Values are part of every data set: append, never renumber.

    A die of life is named by its event.
    """

    JOB_CHANGE = 0
    PROMOTION = 1
    JOB_LOSS = 2
    REHIRED = 3
    MARRIAGE = 4
    DIVORCE = 5
    PREGNANCY = 6
    BIRTH = 7
    MOVE = 8
    HOME_PURCHASE = 9
    GRADUATION = 10
    DROPPED_OUT = 11
    FIRST_JOB = 12
    RETIREMENT = 13
    CHILD_TO_COLLEGE = 14
    BEREAVEMENT = 15
    STAGE_CHANGE = 16
    GREW_DISSATISFIED = 17
    RECONCILED = 18
    STARTED_LEAVING = 19
    LEFT_BANK = 20
    WENT_DORMANT = 21
    RETURNED = 22

    # Decisions about products: the dice of `wants.decide` and `wants.on_event`.
    PRODUCT_SAVINGS = 23
    PRODUCT_CARD = 24
    PRODUCT_CERTIFICATE = 25
    PRODUCT_AUTO_LOAN = 26
    PRODUCT_PERSONAL_LOAN = 27
    PRODUCT_BROKERAGE = 28
    PRODUCT_RETIREMENT = 29
    PRODUCT_EDUCATION = 30
    PRODUCT_LIFE_COVER = 31
    PRODUCT_HOME_COVER = 32
    PRODUCT_TRAVEL_COVER = 33
    PRODUCT_CANCEL_COVER = 34
    PRODUCT_CLOSE_CARD = 35
    PRODUCT_BREAK_CERTIFICATE = 36
    PRODUCT_DAY = 37
    PRODUCT_SIZE = 38
    PRODUCT_TERMS = 39
    PRODUCT_AT_EVENT = 40

    # Dice of life that came later.
    MOVED_MAIN_BANK = 41
    MADE_MAIN_BANK = 42
    STUDENT_JOB_STARTED = 43
    STUDENT_JOB_ENDED = 44
    ENGAGEMENT = 45


BY_EVENT: dict[str, int] = {die.name: die.value for die in Die}
"""Column of the die of each event, by the event's name."""
