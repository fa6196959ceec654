"""Trips: the flight booked a month ahead, then hotel, dining and rides together in one place."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from c360sim import months
from c360sim.assumptions import Assumptions, derived
from c360sim.distributions import numbered, split
from c360sim.payments.context import Context
from c360sim.payments.purchases import Basket, price
from c360sim.streams import Purpose, Words, field, twelve_bits, unit
from c360sim.vocabulary import Spend

MOST_TRIPS = 6
"""Trips of one person in one month."""


_IS_BILLED_ONCE = np.isin(np.arange(len(Spend)), [Spend.HOTEL, Spend.CAR_RENTAL])
"""Bought once on a trip, for all its nights."""


@dataclass(slots=True)
class Trips:
    """Trips of one month: who, a word of their own, first day, nights, whether abroad, place (region or country row)."""

    who: NDArray[np.int64]
    word: Words
    first_day: NDArray[np.int64]
    nights: NDArray[np.int64]
    is_abroad: NDArray[np.bool_]
    place: NDArray[np.int64]


def of_month(context: Context, month: int) -> Trips:
    """Return the trips of a month. Next month's are known now: draws depend on the month, not on the past."""
    who, number = numbered(_counts(context, month))
    own = context.streams.words(context.ids[who], month, Purpose.TRIP, 1 + number)
    longest = context.value("trip_nights_longest")
    nights = np.clip(
        np.rint(context.value("trip_nights_median") * context.shapes.lognormal("trip_nights_sigma")[twelve_bits(own, 0)]), 1, longest
    )
    nights = nights.astype(np.int64)
    first_day = 1 + (unit(context.streams.nth(own, 1)) * (months.days_in(month) - nights)).astype(np.int64)
    is_abroad = field(own, 1) / 65536 < context.intents.abroad_ratio[who]
    draw = twelve_bits(own, 2)
    place = np.where(is_abroad, context.shapes.countries[draw], context.catalog.places.pick[draw])
    return Trips(who, own, first_day, nights, is_abroad, place)


def taken(context: Context) -> NDArray[np.int64]:
    """Return how many trips of this month each customer pays from here."""
    return _counts(context, context.month)


def _counts(context: Context, month: int) -> NDArray[np.int64]:
    intents = context.intents
    word = context.streams.words(context.ids, month, Purpose.TRIP)
    season = _seasons(context.shapes.assumptions)[months.of_year(month)]
    live = np.where(intents.is_active, intents.activity_ratio, 0.0)
    return np.minimum(context.shapes.poisson.counts(intents.trips_monthly * season * live, field(word, 0)), MOST_TRIPS)


@derived
def _seasons(assumptions: Assumptions) -> dict[int, float]:
    """Return by month of the year how much more is traveled than on average."""
    return {int(row["month"]): float(row["factor"]) for row in assumptions.rows("trip_seasons")}


@derived
def _on_the_way_nightly(assumptions: Assumptions) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """Return the categories bought on a trip, and how often a night (of a bill for all nights: on what share of the trips)."""
    table = assumptions.rows("trip_spending")
    return np.array([Spend[row["spend"]] for row in table]), np.array([float(row["per_night"]) for row in table])


def baskets(context: Context) -> list[Basket]:
    """Return what this month's travellers buy on the way, and the flights booked for next month's trips."""
    return [_booking(context, of_month(context, context.month + 1)), _on_the_way(context, of_month(context, context.month))]


def _booking(context: Context, trips: Trips) -> Basket:
    """Buy airfare (and sometimes an agency's package) for those of next month's trips that fly."""
    word = context.streams.nth(trips.word, 2)
    flies = trips.is_abroad | (field(word, 0) / 65536 < context.value("domestic_trip_flies_share"))
    rows_ = np.flatnonzero(flies)
    by_agency = field(word[rows_], 1) / 65536 < context.value("booked_by_agency_share")
    spend = np.where(by_agency, Spend.TRAVEL_AGENCY, Spend.AIRLINE).astype(np.int64)
    day = 1 + field(word[rows_], 2) * context.days // 65536
    return _basket(context, trips, rows_, spend, context.streams.nth(word[rows_], 3), day, np.zeros(len(rows_), bool))


def _on_the_way(context: Context, trips: Trips) -> Basket:
    """Buy things of each category on the trips: so many a night on average, on days of the trip."""
    categories, nightly = _on_the_way_nightly(context.shapes.assumptions)
    nightly = np.broadcast_to(nightly[:, None], (len(categories), len(trips.who)))
    word = context.streams.nth(trips.word, 10 + categories[:, None])
    draw = field(word, 0)
    several = context.shapes.poisson.counts((nightly * trips.nights).ravel(), draw.ravel()).reshape(draw.shape)
    counts = np.where(_IS_BILLED_ONCE[categories][:, None], draw / 65536 < nightly, several)
    cell, number = numbered(counts.ravel())
    category, each = split(cell, len(trips.who))
    spend = categories[category]
    own = context.streams.nth(word.ravel()[cell], 1 + number)
    nights = trips.nights[each]
    offset = np.where(spend == Spend.HOTEL, nights, field(context.streams.nth(own, 4), 0) * (nights + 1) // 65536)
    is_sold_there = trips.is_abroad[each] & context.shapes.is_sold_abroad[spend]
    return _basket(context, trips, each, spend, own, trips.first_day[each] + offset, is_sold_there)


def _basket(
    context: Context,
    trips: Trips,
    each: NDArray[np.int64],
    spend: NDArray[np.int64],
    word: Words,
    day: NDArray[np.int64],
    is_abroad: NDArray[np.bool_],
) -> Basket:
    """Return purchases of trips `each`, some of them from merchants abroad: a hotel bill (and a rental car's) counts the nights."""
    who = trips.who[each]
    nights = np.where(_IS_BILLED_ONCE[spend], trips.nights[each], 1)
    cents = np.rint(price(context, who, spend, word) * nights * context.intents.trip_ratio[who]).astype(np.int64)
    pick = twelve_bits(context.streams.nth(word, 5), 0)
    region = np.where(trips.is_abroad[each], context.intents.region[who], trips.place[each])
    merchant = context.shapes.shops(spend, region, pick)
    merchant[is_abroad] = context.shapes.shops_abroad[spend[is_abroad], trips.place[each[is_abroad]], pick[is_abroad] >> 2]
    return Basket(who, spend, word, np.minimum(day, context.days), merchant, cents, is_abroad)
