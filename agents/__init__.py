"""The personas, one a file. A new one is a file here and a line below."""

from agents.boomer import BOOMER
from agents.college_student import COLLEGE_STUDENT
from agents.digital_native import DIGITAL_NATIVE
from agents.frequent_traveler import FREQUENT_TRAVELER
from agents.young_parent import YOUNG_PARENT
from c360sim.customer.life.persona import Persona

PERSONAS: tuple[Persona, ...] = (FREQUENT_TRAVELER, YOUNG_PARENT, DIGITAL_NATIVE, COLLEGE_STUDENT, BOOMER)
"""All personas, in the order of the brief; their shares add up to 1."""
