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
    "College Student": 0.10,
    "Digital Native": 0.18,
    "Young Parent": 0.17,
    "Frequent Traveler": 0.17,
    "Boomer": 0.38,
}
"""Weights that give the personas the ages of US adults (12% are 18-24, 34% 25-44, 54% older; Census 2023 estimates,
unverified): a bank young in years is held to a population's average only after this standardisation by age."""


HOUSEHOLD_SHARE = {
    "College Student": 0.055,
    "Digital Native": 0.165,
    "Young Parent": 0.17,
    "Frequent Traveler": 0.19,
    "Boomer": 0.42,
}
"""The same for households, by the age of the reference person (5-6% are under 25, 34% 25-44; CE 2023, unverified)."""


def by_segment(by_persona: Mapping[str, float], shares: Mapping[str, float] = ADULT_SHARE) -> dict[str, float]:
    """Return the value of each segment, and of `all` as the mean over personas weighted by `shares` where every persona has a value."""
    found = {segment: by_persona[persona] for segment, persona in PERSONA_OF.items() if persona in by_persona}
    is_whole = by_persona.keys() >= shares.keys()
    return found | ({ALL: sum(share * by_persona[persona] for persona, share in shares.items())} if is_whole else {})
