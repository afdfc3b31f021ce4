"""What an incident says: from claims about one event to every account, the best values, disputes and a grade."""

from sayso.reconcile.incident.making import make_incident
from sayso.reconcile.incident.reliability import SourceList, load_source_list, parse_source_list
from sayso.reconcile.incident.settings import ActorBook, IncidentSettings, NoActors
from sayso.reconcile.incident.testimony import Origins, find_own_origin, order_of

__all__ = [
    "ActorBook",
    "IncidentSettings",
    "NoActors",
    "Origins",
    "SourceList",
    "find_own_origin",
    "load_source_list",
    "make_incident",
    "order_of",
    "parse_source_list",
]
