"""Distances on the globe, of many pairs at once or of one."""

from __future__ import annotations

from typing import Any

import numpy as np

_KM_PER_DEGREE = np.float32(111.2)


def distance_km(latitude_a: Any, longitude_a: Any, latitude_b: Any, longitude_b: Any) -> Any:
    """Kilometres between points, near enough for what names of places tell (equirectangular, across the date line).

    Numbers or arrays of them.

    >>> round(float(distance_km(0.0, 179.5, 0.0, -179.5)))
    111
    """
    across = np.abs(longitude_a - longitude_b)
    across = np.minimum(across, 360 - across) * np.cos(np.radians((latitude_a + latitude_b) / 2))
    return np.hypot(latitude_a - latitude_b, across) * _KM_PER_DEGREE
