"""Names of places to places: an index that is made when the wheel is built, or from a full GeoNames dump."""

from sayso.gazetteer.index import Entry, Gazetteer, load_gazetteer
from sayso.gazetteer.layout import check_index

__all__ = ["Entry", "Gazetteer", "check_index", "load_gazetteer"]
