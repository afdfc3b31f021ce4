"""Parts of the globe in WGS 84 degrees, and how far two points lie apart."""

from __future__ import annotations

import math
from dataclasses import dataclass

EARTH_KM = 6371.0088
"""The mean radius (IUGG)."""
_DEGREE_KM = math.radians(EARTH_KM) * 0.999  # a little less, so that a circle's box is never too small


@dataclass(frozen=True, slots=True)
class Box:
    """What lies between two parallels and two meridians; west is greater than east where it crosses the date line."""

    south: float
    west: float
    north: float
    east: float


@dataclass(frozen=True, slots=True)
class Circle:
    """What lies at most `km` kilometres from a point, over the globe's surface."""

    latitude: float
    longitude: float
    km: float

    @property
    def box(self) -> Box:
        """The box around it, a little wider.

        >>> Circle(60.0, 179.9, 111.0).box.west < 178, Circle(60.0, 179.9, 111.0).box.east < -178
        (True, True)
        """
        up = self.km / _DEGREE_KM
        south, north = self.latitude - up, self.latitude + up
        if south <= -90 or north >= 90:  # a pole lies within, and with it every longitude
            return Box(max(south, -90.0), -180.0, min(north, 90.0), 180.0)
        # It is widest not at its middle, but nearer to the pole.
        across = math.degrees(math.asin(min(math.sin(math.radians(up)) / math.cos(math.radians(self.latitude)), 1.0)))
        west, east = self.longitude - across, self.longitude + across
        return Box(south, west + 360 if west < -180 else west, north, east - 360 if east > 180 else east)


def distance_km(latitude: float, longitude: float, to_latitude: float, to_longitude: float) -> float:
    """Kilometres from point to point on a sphere, within half a percent of the truth.

    >>> round(distance_km(36.2, 37.16, 33.51, 36.29))
    309
    """
    north, east = math.radians(to_latitude - latitude), math.radians(to_longitude - longitude)
    across = math.cos(math.radians(latitude)) * math.cos(math.radians(to_latitude))
    part = math.sin(north / 2) ** 2 + across * math.sin(east / 2) ** 2
    return 2 * EARTH_KM * math.asin(math.sqrt(min(part, 1.0)))
