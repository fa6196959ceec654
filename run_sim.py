"""Simulate and write a data set: `python run_sim.py --months 24 --seed 42` (see `--help`)."""

from c360sim.interruption import outcome


def main() -> int:
    """Run the command, whose modules are imported where an interruption is one line already."""
    from c360sim.cli import run_sim

    return run_sim()


if __name__ == "__main__":
    raise SystemExit(outcome(main))
