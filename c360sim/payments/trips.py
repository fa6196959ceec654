"""Trips: the flight booked a month ahead, then hotel, dining and rides together in one place."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from c360sim import months
from c360sim.assumptions import rows
from c360sim.distributions import weighted_table
from c360sim.payments.context import Context
from c360sim.payments.purchases import Basket, price
from c360sim.streams import Purpose, Words, field, unit
from c360sim.vocabulary import Spend

MOST_TRIPS = 6
"""Trips of one person in one month."""


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
    intents = context.intents
    word = context.streams.words(context.ids, month, Purpose.TRIP)
    season = float(_season(month))
    live = np.where(intents.is_active, intents.activity_ratio, 0.0)
    counts = np.minimum(context.shapes.poisson.counts(intents.trips_monthly * season * live, field(word, 0)), MOST_TRIPS)
    who = np.repeat(np.arange(len(counts)), counts)
    number = np.arange(len(who)) - np.repeat(np.cumsum(counts) - counts, counts)
    own = context.streams.words(context.ids[who], month, Purpose.TRIP, 1 + number)
    longest = context.value("trip_nights_longest")
    nights = np.clip(
        np.rint(context.value("trip_nights_median") * context.shapes.lognormal("trip_nights_sigma")[field(own, 0) >> 4]), 1, longest
    )
    nights = nights.astype(np.int64)
    first_day = 1 + (unit(context.streams.nth(own, 1)) * (months.days_in(month) - nights)).astype(np.int64)
    is_abroad = field(own, 1) / 65536 < intents.abroad_ratio[who]
    merchants, places = context.catalog.merchants, context.catalog.places
    abroad = weighted_table(np.asarray(merchants.foreign_weights, np.float64))[field(own, 2) >> 4]
    return Trips(who, own, first_day, nights, is_abroad, np.where(is_abroad, abroad, places.pick[field(own, 2) >> 4]))


def taken(context: Context) -> NDArray[np.int64]:
    """Return how many trips of this month each customer pays from here."""
    return np.bincount(of_month(context, context.month).who, minlength=len(context.ids))


def _season(month: int) -> float:
    return {int(row["month"]): float(row["factor"]) for row in rows("trip_seasons")}[months.of_year(month)]


def baskets(context: Context) -> list[Basket]:
    """Return what this month's travellers buy on the way, and the flights booked for next month's trips."""
    now, ahead = of_month(context, context.month), of_month(context, context.month + 1)
    return [_booking(context, ahead), *(_on_the_way(context, now, row) for row in rows("trip_spending"))]


def _booking(context: Context, trips: Trips) -> Basket:
    """Buy airfare (and sometimes an agency's package) for those of next month's trips that fly."""
    word = context.streams.nth(trips.word, 2)
    flies = trips.is_abroad | (field(word, 0) / 65536 < context.value("domestic_trip_flies_share"))
    rows_ = np.flatnonzero(flies)
    by_agency = field(word[rows_], 1) / 65536 < context.value("booked_by_agency_share")
    spend = np.where(by_agency, Spend.TRAVEL_AGENCY, Spend.AIRLINE).astype(np.int64)
    return _basket(
        context, trips, rows_, spend, context.streams.nth(word[rows_], 3), 1 + field(word[rows_], 2) * context.days // 65536, at_home=True
    )


def _on_the_way(context: Context, trips: Trips, row: dict[str, str]) -> Basket:
    """Buy one category on the trips: so many a night on average, on days of the trip."""
    spend = Spend[row["spend"]]
    word = context.streams.nth(trips.word, 10 + spend)
    if spend in (Spend.HOTEL, Spend.CAR_RENTAL):
        counts = (field(word, 0) / 65536 < float(row["per_night"])).astype(np.int64)
    else:
        counts = context.shapes.poisson.counts(float(row["per_night"]) * trips.nights, field(word, 0))
    each = np.repeat(np.arange(len(counts)), counts)
    number = np.arange(len(each)) - np.repeat(np.cumsum(counts) - counts, counts)
    own = context.streams.nth(word[each], 1 + number)
    offset = np.where(spend == Spend.HOTEL, trips.nights[each], field(context.streams.nth(own, 4), 0) * (trips.nights[each] + 1) // 65536)
    return _basket(context, trips, each, np.full(len(each), spend, np.int64), own, trips.first_day[each] + offset, at_home=False)


def _basket(
    context: Context, trips: Trips, each: NDArray[np.int64], spend: NDArray[np.int64], word: Words, day: NDArray[np.int64], at_home: bool
) -> Basket:
    """Return purchases of trips `each`: a hotel bill counts its nights, and bookings (and rental cars, of US brands) are paid at home."""
    who = trips.who[each]
    nights = np.where((spend == Spend.HOTEL) | (spend == Spend.CAR_RENTAL), trips.nights[each], 1)
    cents = np.rint(price(context, who, spend, word) * nights * context.intents.trip_ratio[who]).astype(np.int64)
    sold_abroad = len(spend) > 0 and Spend(int(spend[0])) in context.catalog.merchants.abroad
    away = trips.is_abroad[each] & (not at_home and sold_abroad)
    pick = field(context.streams.nth(word, 5), 0) >> 4
    region = np.where(trips.is_abroad[each], context.intents.region[who], trips.place[each])
    domestic = context.shapes.pick[spend, region, pick].astype(np.int64)
    merchant = domestic
    if away.any():
        table = context.catalog.merchants.abroad[Spend(int(spend[0]))]
        country = np.where(away, trips.place[each], 0)
        merchant = np.where(away, table[country, pick >> 2], domestic)
    return Basket(who, spend, word, np.minimum(day, context.days), merchant, cents, away)
