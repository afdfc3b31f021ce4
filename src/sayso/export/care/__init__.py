"""What an export keeps back so that it does no harm: names of private persons, exact places, live positions."""

from sayso.export.care.caring import Care, Kept, take_care
from sayso.export.care.holding import find_sites, load_sites
from sayso.export.care.incidents import take_care_of_incidents
from sayso.export.care.withholding import Dossier, LookUp

__all__ = ["Care", "Dossier", "Kept", "LookUp", "find_sites", "load_sites", "take_care", "take_care_of_incidents"]
