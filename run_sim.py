"""Simulate and write a data set: `python run_sim.py --months 24 --seed 42` (see `--help`)."""

from c360sim.cli import run_sim

if __name__ == "__main__":
    raise SystemExit(run_sim())
