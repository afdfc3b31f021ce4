"""What a coder can read and change without reading code: countries, words for sources, cues, page furniture. TOML."""

from sayso.codebook.countries import country_of, list_countries
from sayso.codebook.cues import load_cues
from sayso.codebook.sources import SourceWords, load_source_words
from sayso.codebook.version import codebook_version

__all__ = ["SourceWords", "codebook_version", "country_of", "list_countries", "load_cues", "load_source_words"]
