"""The personas, one a file, with a file of figures beside it. A new one is two files here and a line below."""

from functools import cache

from agents.boomer import BOOMER
from agents.college_student import COLLEGE_STUDENT
from agents.digital_native import DIGITAL_NATIVE
from agents.frequent_traveler import FREQUENT_TRAVELER
from agents.young_parent import YOUNG_PARENT
from c360sim.assumptions import Assumptions
from c360sim.customer.life.persona import Persona, assume

PERSONAS: tuple[Persona, ...] = (FREQUENT_TRAVELER, YOUNG_PARENT, DIGITAL_NATIVE, COLLEGE_STUDENT, BOOMER)
"""All personas, in the order of the brief; they are as many as their shares say, relative to all shares."""


@cache
def shipped() -> Assumptions:
    """Return all that a run assumes as shipped: what holds for everyone, and the figures of these personas."""
    return assume(PERSONAS)
