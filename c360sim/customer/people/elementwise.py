"""Arithmetic that holds for one person and for columns of many alike: for one, NumPy would cost many times as much."""

from __future__ import annotations

from typing import Any

import numpy as np


def either(condition: Any, one: Any, other: Any) -> Any:
    """Return one of two numbers."""
    return np.where(condition, one, other) if isinstance(condition, np.ndarray) else one if condition else other


def at_least(least: float, number: Any) -> Any:
    """Return a number or `least`, whichever is more."""
    return np.maximum(least, number) if isinstance(number, np.ndarray) else max(least, number)


def at_most(most: float, number: Any) -> Any:
    """Return a number or `most`, whichever is less."""
    return np.minimum(most, number) if isinstance(number, np.ndarray) else min(most, number)


def whole(number: Any) -> Any:
    """Return a number without its fraction."""
    return number.astype(np.int64) if isinstance(number, np.ndarray) else int(number)
