"""Trips: how often, how far, how lavish."""

from __future__ import annotations

import numpy as np

from c360sim.customer.budget.situation import Situations
from c360sim.customer.people import tables
from c360sim.customer.people.habits import Taste
from c360sim.customer.people.tables import Vector, Whole
from c360sim.vocabulary import Spend


def restate(s: Situations, earned: Whole) -> Whole:
    """Write all columns of travel; return the expected cost in cents per month."""
    intents, row = s.world.intents, s.row
    least, most = s.own("trip_income_ratio_least"), s.own("trip_income_ratio_most")
    wealth = np.clip(np.sqrt(earned / (s.own("reference_income_usd") * 100)), least, most)
    own = s.spread("trip_sigma", s.habits.taste(Taste.TRIP))
    trips = s.own("trips_monthly") * (2 * s.wanderlust) * own * np.minimum(wealth, s.own("trip_count_income_ratio_most"))
    trips = np.where(s.has_infant, trips * s.own("infant_trip_ratio"), trips)
    lavish = np.clip(wealth * own, s.own("trip_ratio_least"), s.own("trip_ratio_most"))
    intents.trips_monthly[row] = trips
    intents.abroad_ratio[row] = s.own("abroad_ratio")
    intents.trip_ratio[row] = lavish
    return (trips * trip_cents(s) * lavish).astype(np.int64)


def trip_cents(s: Situations) -> Vector:
    """Return the mean cost in cents of a trip: its nights, and the flight of those that fly."""
    nights = s.own("trip_nights_median") * s.own("trip_nights_mean_ratio")
    abroad = s.own("abroad_ratio")
    flies = abroad + (1 - abroad) * s.own("domestic_trip_flies_share")
    return nights * tables.trip_night_cents(s.world.assumptions) + flies * float(
        tables.spend_shapes(s.world.assumptions).mean_cents[Spend.AIRLINE]
    )
