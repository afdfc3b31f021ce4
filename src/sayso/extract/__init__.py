"""From an annotated report to what it says: attributions, with their sources traced to names."""

from sayso.extract.attributions import find_attributions

__all__ = ["find_attributions"]
