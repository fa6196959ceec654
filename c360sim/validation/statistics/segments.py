"""The segments of the sources, and the persona whose customers each is compared with."""

from __future__ import annotations

from collections.abc import Mapping

PERSONA_OF = {
    "18-24": "College Student",
    "22-35": "Digital Native",
    "28-42": "Young Parent",
    "30-50": "Frequent Traveler",
    "55-75": "Boomer",
    "CollegeStudent_18_24": "College Student",
    "DigitalNative_22_35": "Digital Native",
    "YoungParent_28_42": "Young Parent",
    "FrequentTraveler_30_50": "Frequent Traveler",
    "Boomer_55_75": "Boomer",
}
"""The sources' age bands are those of the personas, blended from their age columns."""

ALL = "all"
ADULT_SHARE = {
    "College Student": 0.01,
    "Digital Native": 0.21,
    "Young Parent": 0.06,
    "Frequent Traveler": 0.26,
    "Boomer": 0.46,
}
"""Weights by which the payment survey's own figures for the age bands add up to its own figures for all adults: fitted by least
squares over its rows of `targets.csv`. The bands overlap and leave ages out, so these are no shares of people. A bank young in
years is held to a population's average only after this standardization by age."""

HOUSEHOLD_SHARE = {
    "College Student": 0.03,
    "Digital Native": 0.05,
    "Young Parent": 0.22,
    "Frequent Traveler": 0.18,
    "Boomer": 0.52,
}
"""The same for the households of the Consumer Expenditure Survey, by the age of the reference person."""


def by_segment(by_persona: Mapping[str, float], shares: Mapping[str, float] = ADULT_SHARE) -> dict[str, float]:
    """Return the value of each segment, and of `all` as the mean over personas weighted by `shares` where every persona has a value."""
    found = {segment: by_persona[persona] for segment, persona in PERSONA_OF.items() if persona in by_persona}
    is_whole = by_persona.keys() >= shares.keys()
    return found | ({ALL: sum(share * by_persona[persona] for persona, share in shares.items())} if is_whole else {})
