"""Where: names of places, and the places that they stand for."""

from sayso.extract.places.finding import find_places

__all__ = ["find_places"]
