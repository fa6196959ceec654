"""Imported by the process that others are forked from: one month of one customer reads every table and builds every look-up, for all."""

from agents import PERSONAS
from c360sim.simulation import Simulation
from c360sim.spec import RunSpec

Simulation(RunSpec(months=1, customers=1), PERSONAS).live_month()
