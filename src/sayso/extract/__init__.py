"""From an annotated report to what it says: attributions, claims, and where, when and how many."""

from sayso.extract.attributions import find_attributions
from sayso.extract.claims import Settings, find_claims
from sayso.extract.places import find_places
from sayso.extract.quantities import find_quantities
from sayso.extract.times import find_times

__all__ = ["Settings", "find_attributions", "find_claims", "find_places", "find_quantities", "find_times"]
