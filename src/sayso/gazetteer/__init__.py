"""Names of places to places: an index that is made when the wheel is built, or from a full GeoNames dump."""

from sayso.gazetteer.index import Entry, Gazetteer, load_gazetteer

__all__ = ["Entry", "Gazetteer", "load_gazetteer"]
