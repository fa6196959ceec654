"""Every parameter of behavior, with unit and source: one object that is given to a run.

`parameters/*.csv` hold scalars (`name,segment,value,unit,source,note`) that hold for everyone (segment `all`) who has none of their own:
a persona's own figures stand beside it, see `figures`. Other CSV files beside this module are tables of one shape each; `schema` says
which. Units are a closed list, `units`. A source is either a reference listed in SOURCES.md or the word `assumption`. Where it matters
of when a value is, a column `as_of` says the day, month or year.
"""

from c360sim.assumptions.checks import WrongAssumptions
from c360sim.assumptions.derived import derived
from c360sim.assumptions.parameter import EVERYONE, Parameter, Rows, Values
from c360sim.assumptions.register import Assumptions
from c360sim.assumptions.shipped import load

__all__ = ["EVERYONE", "Assumptions", "Parameter", "Rows", "Values", "WrongAssumptions", "derived", "load"]
