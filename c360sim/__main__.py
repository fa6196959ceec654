"""`python -m c360sim`."""

from c360sim.cli import main

raise SystemExit(main())
