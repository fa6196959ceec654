"""`python -m c360sim`, and the command `c360sim`."""

from c360sim.interruption import outcome


def _command() -> int:
    from c360sim.cli import main

    return main()


def main() -> int:
    """Run the command, whose modules are imported where an interruption is one line already."""
    return outcome(_command)


if __name__ == "__main__":
    raise SystemExit(main())
