"""Columns to tables: what each month, and the whole run, leaves in the star schema and in `truth/`."""

from c360sim.recorder.recorder import Recorder

__all__ = ["Recorder"]
