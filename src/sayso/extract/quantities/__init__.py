"""How many: numbers, measures and money, as ranges, with what is counted."""

from sayso.extract.quantities.finding import find_quantities

__all__ = ["find_quantities"]
