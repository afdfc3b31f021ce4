"""From an annotated report to what it says: attributions and claims."""

from sayso.extract.attributions import find_attributions
from sayso.extract.claims import find_claims

__all__ = ["find_attributions", "find_claims"]
