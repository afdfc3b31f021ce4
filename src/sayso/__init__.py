"""Reads reports of a war and keeps the record straight: who says what happened, tied to the words it was read from."""

__version__ = "0.1.0"
