"""The codebook's version tells which rules made a record, and the rules load in no time."""

import re
import time

from sayso.codebook import codebook_version
from sayso.codebook.countries import parse_countries
from sayso.codebook.cues import load_cues
from sayso.codebook.people import load_people
from sayso.codebook.sources import load_source_words


def test_version_names_edition_and_digest() -> None:
    assert re.fullmatch(r"20\d\d\.\d+\+[0-9a-f]{8}", codebook_version())
    assert codebook_version() == codebook_version()


def test_rules_load_quickly() -> None:
    parse_countries("", name="warm")
    spent = []
    for _ in range(3):
        began = time.perf_counter()
        for load in (load_cues, load_people, load_source_words):
            load.cache_clear()
            load()
        spent.append(time.perf_counter() - began)
    # The best of three, for the machine may have other work; a short report is read in less than two seconds.
    assert min(spent) < 0.1
