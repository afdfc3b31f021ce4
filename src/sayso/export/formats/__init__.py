"""Claims in the formats that others read: tables of conflict data, maps, linked data, columns."""

from sayso.export.formats.writing import FORMATS, Format, Writing, find_format

__all__ = ["FORMATS", "Format", "Writing", "find_format"]
