"""Who of the people in a report is private: no office is told of them, or they are victims, detainees, witnesses."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from sayso.codebook.people import fold_name, load_people
from sayso.export.care.names import Run, find_runs, find_words, is_given
from sayso.export.care.offices import gives_office, tells_person
from sayso.export.care.words import load_people_words
from sayso.gazetteer import load_gazetteer
from sayso.model import StoredClaim

_PARTS = ("agents", "recipients")


@dataclass(frozen=True, slots=True)
class Names:
    """The people of one report by the names that it gives them: private ones, and those who may be named."""

    private: frozenset[str]
    public: frozenset[str]


@dataclass(slots=True)
class _Told:
    """What is known of one name so far."""

    office: bool = False
    harmed: bool = False


@dataclass(slots=True)
class _Register:
    """The names of one report as they are found, by their folded form; `bodies` and places are no people."""

    told: dict[str, _Told] = field(default_factory=dict)
    shown: dict[str, set[str]] = field(default_factory=dict)
    bodies: set[str] = field(default_factory=set)

    def add(self, name: str, *, office: bool = False, harmed: bool = False) -> None:
        """Take note of a mention."""
        key = fold_name(name)
        entry = self.told.setdefault(key, _Told())
        entry.office |= office
        entry.harmed |= harmed
        self.shown.setdefault(key, set()).add(name)


def find_names(claims: Iterable[StoredClaim], text: str | None = None) -> Names:
    """The people of one report: of its claims and, where it is given, of its text.

    Without the text the claims' own sentences are all that is looked at.
    """
    claims = tuple(claims)
    texts = (text,) if text else tuple(dict.fromkeys(claim.sentence for claim in claims))
    titles = dict.fromkeys(claim.report.title for claim in claims if claim.report.title)
    register = _Register()
    for claim in claims:
        _read_claim(claim, register)
    read = [(told, list(find_runs(told))) for told in (*texts, *titles)]
    for told, runs in read:
        _read_text(told, runs, register)
    for told, runs in read:
        _look_for_offices(told, runs, register)
    return _judge(register)


def _read_claim(claim: StoredClaim, register: _Register) -> None:
    record = claim.record
    source = record["source"]
    for mention in ([source] if source else []) + list(record["via"]):
        _read_source(mention, register)
    places = {fold_name(place["name"]) for place in record["places"]}
    register.bodies |= places
    for part in _PARTS:
        harmed = part == "recipients" and record["type"] in load_people_words().harms
        for mention in record[part]:
            if not mention["actor"]:
                _read_participant(mention, claim, register, places, harmed=harmed)


def _read_source(mention: Mapping[str, Any], register: _Register) -> None:
    if not mention["named"]:
        return
    if mention["actor"] or mention["kind"] not in {"person", "civilian"}:
        register.bodies.update(fold_name(run.name) for run in find_runs(mention["name"]))
        return
    witness = mention["kind"] == "civilian" or _is_witness(mention["text"])
    for run in find_runs(mention["name"]):
        if _is_body(mention["text"], run):
            continue
        register.add(run.name, office=_has_office(mention["text"], run), harmed=witness)


def _read_participant(
    mention: Mapping[str, Any], claim: StoredClaim, register: _Register, places: set[str], *, harmed: bool
) -> None:
    """A mention whose name is nothing but a name, or one that holds the name of somebody who is surely a person."""
    whole = fold_name(mention["name"])
    for run in find_runs(mention["name"]):
        alone = fold_name(run.name) == whole or _is_list(mention["name"])
        if fold_name(run.name) in places:
            continue
        sure = run.office or run.courtesy or (len(run.words) > 1 and is_given(run.words[0]))
        likely = alone and mention.get("role") != "object" and _looks_like_person(run, mention, claim, harmed=harmed)
        if sure or likely:
            suffers = harmed and (alone or run.office or run.courtesy)
            harm = suffers or _is_witness(mention["text"])
            register.add(run.name, office=run.office or _has_office(mention["text"], run), harmed=harm)


def _looks_like_person(run: Run, mention: Mapping[str, Any], claim: StoredClaim, *, harmed: bool) -> bool:
    if len(run.words) > 1:
        return True
    # One word with a capital is no name where it only begins the sentence.
    return is_given(run.name) or (harmed and mention["start"] > claim.record["sentence"]["start"])


def _is_list(name: str) -> bool:
    """Whether a name is several in a row: "Anna Krol and Piotr Krol"."""
    return all(word.text[0].isupper() or word.text == "and" for word in find_words(name))


def _has_office(text: str, run: Run) -> bool:
    """Whether a mention's own words give the bearer of the name in it an office."""
    at = text.find(run.name)
    return run.office or (at >= 0 and gives_office(text, at, at + len(run.name)))


def _is_body(text: str, run: Run) -> bool:
    """Whether an article or the noun for a body stands before a name: "the White Lintel", "the newspaper X"."""
    before = find_words(text[: max(0, text.find(run.name))])
    last = before[-1].folded if before else ""
    return not run.office and not run.courtesy and (last == "the" or last in load_people_words().bodies)


def _is_witness(text: str) -> bool:
    words = load_people_words().witnesses
    return any(word.folded in words or word.folded.removesuffix("s") in words for word in find_words(text))


def _read_text(text: str, runs: Iterable[Run], register: _Register) -> None:
    """People whom no claim names, by what tells a person: a given name, a title, or what stands around the name."""
    for run in runs:
        several = len(run.words) > 1
        given = several and any(is_given(word) for word in run.words[:-1])
        told = several and tells_person(text, run.start, run.end) and not _is_known(run.name, register)
        if given or told or run.office or run.courtesy:
            register.add(run.name, office=run.office)


def _is_known(name: str, register: _Register) -> bool:
    """Whether a name is that of a body of the report, or of a place on the map."""
    return fold_name(name) in register.bodies or bool(load_gazetteer().find(name))


def _look_for_offices(text: str, runs: Iterable[Run], register: _Register) -> None:
    """Whether the text gives an office to those whom it names; a family name counts where one person bears it."""
    bearers = _by_last_word(register)
    for run in runs:
        key = fold_name(run.name)
        known, alone = register.told.get(key), bearers.get(key, [])
        if len(alone) != 1 or " " in key:
            alone = []
        asked = [told for told in (known, *alone) if told is not None and not told.office]
        if asked and (run.office or gives_office(text, run.start, run.end)):
            for told in asked:
                told.office = True


def _judge(register: _Register) -> Names:
    """Whoever is told of by a family name alone is all who bear it: harm and office count for both."""
    bearers = _by_last_word(register)
    private: set[str] = set()
    public: set[str] = set()
    for key, told in register.told.items():
        whole = bearers.get(key, []) if " " not in key else []
        last = register.told.get(key.rpartition(" ")[2]) if " " in key else None
        harmed = told.harmed or any(other.harmed for other in whole) or (last is not None and last.harmed)
        office = told.office or any(other.office for other in whole) or load_people().leader(key) is not None
        (private if harmed or not office else public).update(register.shown[key])
    return Names(frozenset(private), frozenset(public - private))


def _by_last_word(register: _Register) -> dict[str, list[_Told]]:
    """What is told of those with a full name, by its last word."""
    found: dict[str, list[_Told]] = {}
    for key, told in register.told.items():
        if " " in key:
            found.setdefault(key.rpartition(" ")[2], []).append(told)
    return found
