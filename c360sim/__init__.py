"""Customer 360 bank simulator: lives first, then the star schema they leave behind."""

__version__ = "0.1.0"
