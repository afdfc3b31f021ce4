"""Names of places in the running text: what the reader model calls a name, and what the gazetteer knows."""

from __future__ import annotations

from collections.abc import Iterator

from sayso.codebook.countries import country_of
from sayso.extract.columns import columns_of
from sayso.extract.places.mention import Mention
from sayso.extract.places.neighbours import share_kinds, tell_where
from sayso.extract.places.widening import Widener
from sayso.extract.places.wording import Wording, load_wording, singular
from sayso.extract.tree import Tree
from sayso.gazetteer import Entry, Gazetteer
from sayso.model import PlaceUse, Report

_LONGEST_NAME = 5
_SHORTEST = 3
_BUILT = frozenset(
    "airport airfield airbase hospital university prison camp refinery dam plant bridge mosque church".split()
)
_WITHIN = frozenset("in at on near inside outside into to over around towards toward throughout across".split())
_LEADS = frozenset("in from to near across throughout".split())
_KNOWN_ENOUGH, _LARGE = 20_000, 100_000
_POSSESSIVE = frozenset(("'s", "’s", "'", "’"))
_HYPHENS = frozenset("-‐‑–")
_ARTICLES = tuple("al el ez es ed ad ar as ash at an az".split())


class Spotter:
    """The names of places of one report."""

    def __init__(self, tree: Tree, report: Report, gazetteer: Gazetteer) -> None:
        # `doc.text` is put together anew each time that it is asked for.
        self._tree, self._whole, self._gazetteer = tree, report.text, gazetteer
        self._columns = columns_of(tree.doc)
        self._datelines = [piece.span for piece in report.furniture if piece.kind == "dateline"]
        self._words: Wording = load_wording()
        self._taken: set[int] = set()

    def spot(self) -> list[Mention]:
        """All mentions in text order, none over another."""
        found: list[Mention] = []
        for mention in (
            *self._dateline(),
            *self._articled(),
            *self._adjectives(),
            *self._named(),
            *self._unnamed(),
        ):
            if not any(i in self._taken for i in range(mention.start, mention.end)):
                self._taken.update(range(mention.start, mention.end))
                found.append(mention)
        found.sort(key=lambda mention: mention.start)
        widener = Widener(self._tree, self._words)
        for mention in found:
            if self._tree.sentence[mention.start] >= 0:
                widener.widen(mention)
        tell_where(self._tree, self._words, found)
        share_kinds(self._tree, self._words, found)
        return found

    def _dateline(self) -> Iterator[Mention]:
        """Where the report was written: "TARN, Velland (Agency) -", "HOVEL / MARL, 3 May -"."""
        tree = self._tree
        for span in self._datelines:
            found = tree.doc.char_span(span.start, span.end, alignment_mode="contract")
            inside = list(range(found.start, found.end)) if found is not None else []
            stop = next((i for i in inside if tree.text[i][0] in "(-–—:" or tree.text[i][0].isdigit()), None)
            inside = [i for i in inside if stop is None or i < stop]
            if stop is not None and tree.text[stop][0].isdigit() and inside[-1:] and tree.text[stop - 1] != ",":
                inside.pop()  # the month of "TARN, May 3"
            while inside:
                size = next(
                    (n for n in range(min(len(inside), _LONGEST_NAME), 0, -1) if self._is_dateline(inside[:n])), 0
                )
                if size:
                    mention = self._look_up(inside[0], inside[size - 1] + 1)
                    if mention is not None:
                        mention.name = mention.name.title() if mention.name.isupper() else mention.name
                        yield mention
                inside = inside[max(size, 1) :]

    def _is_dateline(self, tokens: list[int]) -> bool:
        first, last = tokens[0], tokens[-1] + 1
        if (
            "," in self._tree.text[first:last]
            or not self._tree.text[first][0].isupper()
            or (len(tokens) == 1 and self._is_common(first))
        ):
            return False
        return self._look_up(first, last) is not None

    def _adjectives(self) -> Iterator[Mention]:
        """Demonyms: "Turkish", "South Koreans"."""
        tree = self._tree
        for i, word in enumerate(tree.text):
            if tree.sentence[i] < 0 or not word[:1].isupper() or i in self._taken:
                continue
            for size in (2, 1):
                text = " ".join(tree.text[i : i + size])
                if i + size > len(tree.text) or not all(part[-1:].isalnum() for part in tree.text[i : i + size]):
                    continue
                if tree.sentence[i + size - 1] != tree.sentence[i]:
                    continue
                known = country_of(text)
                if known is None and (area := self._area(i, i + size)):
                    yield area
                    break
                if known is not None and known.role == "demonym":
                    if size == 1 and tree.label[i] == "PER":
                        break
                    entries = tuple(e for e in self._gazetteer.country(known.code))
                    yield Mention(i, i + size, text, entries, use="adjective")
                    break

    def _area(self, start: int, end: int) -> Mention | None:
        """A large area, or its adjective: "Indian Ocean", "Latin American", "Kurdish"."""
        tree = self._tree
        areas = tuple(e for e in self._gazetteer.find(self._text(start, end)) if e.kind == "area")
        if not areas:
            return None
        describes = (
            tree.dep[end - 1] in {"amod", "compound"} and tree.head[end - 1] >= end and tree.pos[end - 1] == "ADJ"
        )
        if describes and not areas[0].own:
            return Mention(start, end, self._text(start, end), areas, use="adjective")
        # One word by itself is settled with the other names; two are not to be taken apart ("Indian", "Ocean").
        return self._look_up(start, end) if end - start > 1 and areas[0].own else None

    def _named(self) -> Iterator[Mention]:
        """Names that the reader model calls places, and places that organisations are named after."""
        tree = self._tree
        for entity in tree.doc.ents:
            if tree.sentence[entity.start] < 0:
                continue
            start, end = entity.start, entity.end
            if entity.label_ == "LOC":
                yield from self._of_name(start, end)
            elif entity.label_ == "ORG":
                yield from self._of_organisation(start, end)
            elif end - start == 1 and self._is_shelled(start):
                yield from self._of_name(start, end)

    def _articled(self) -> Iterator[Mention]:
        """Names with an Arabic article, of which the reader model often sees a part only: "Tarnat al-Vellan"."""
        tree = self._tree
        for i in range(len(tree.text) - 2):
            if tree.lower[i] not in _ARTICLES or tree.text[i + 1] not in _HYPHENS or tree.sentence[i] < 0:
                continue
            if not tree.text[i + 2][:1].isupper():
                continue
            led = i > 0 and tree.text[i - 1][:1].isupper() and tree.sentence[i - 1] == tree.sentence[i]
            led = led and not self._is_common(i - 1) and tree.pos[i - 1] in {"PROPN", "NOUN", "X", "ADJ"}
            start, end = i - led, i + 3
            labels = {tree.label[k] for k in (start, end - 1)}
            candidates = self._spelled(start, i, end) if led or "LOC" in labels else ()
            if candidates or (led and "LOC" in labels and "PER" not in labels):
                yield Mention(start, end, self._text(start, end), candidates)

    def _spelled(self, start: int, article: int, end: int) -> tuple[Entry, ...]:
        """What the gazetteer knows by the name, whichever way its article is written ("al-Zor", "ez-Zor")."""
        if found := self._candidates(self._text(start, end)):
            return found
        first, last = self._text(start, article), self._text(article + 2, end)
        spellings = (f"{first} {other} {last}".strip() for other in _ARTICLES)
        return next((found for name in spellings if (found := self._gazetteer.find(name))), ())

    def _is_shelled(self, i: int) -> bool:
        """A large town where the reader model sees a person: "Tarn was shelled", "in besieged Tarn"."""
        tree = self._tree
        lies = tree.dep[i] in {"obl", "nmod"} and tree.case_of(i) in _WITHIN - {"to", "over", "around"}
        done_to = tree.dep[i] in {"obj", "nsubj:pass"} and tree.lemma[tree.head[i]] in self._words.taken
        if not (lies or done_to):
            return False
        return any(e.own and e.kind == "settlement" and e.population >= _LARGE for e in self._candidates(tree.text[i]))

    def _of_name(self, start: int, end: int) -> Iterator[Mention]:
        tree = self._tree
        known = country_of(self._text(start, end))
        if known is not None and known.role == "seat":
            return  # "the Kremlin" is a government, not a place on a map of events
        while start < end and tree.lower[start] in {"the", "in", "of"}:
            start += 1
        while end > start and (tree.lower[end - 1] in _POSSESSIVE or not any(c.isalnum() for c in tree.text[end - 1])):
            end -= 1
        if start == end:
            return
        for size in (2, 1):
            # The reader model sees a name in "Sea" only.
            first = start - size
            if first >= 0 and all(tree.text[i][:1].isupper() and not tree.label[i] for i in range(first, start)):
                if self._candidates(self._text(first, end)):
                    start = first
                    break
        if mention := self._look_up(start, end):
            yield mention
            return
        inner = self._inner(start, end)
        if inner:
            yield from inner
        elif any(tree.text[i][:1].isupper() and not self._is_common(i) for i in range(start, end)):
            yield Mention(start, end, self._text(start, end), ())

    def _inner(self, start: int, end: int) -> list[Mention]:
        """The longest parts of a name that the gazetteer knows: "Mezzeh" of "Mezzeh Military Airport"."""
        found: list[Mention] = []
        built = singular(self._tree.lower[end - 1]) in self._words.facilities
        at = start
        while at < end:
            if built and at > start and self._tree.lower[at - 1] not in {"of", "in", "at", "the"}:
                break  # the "Salem" of a hospital called "Al Salem" is no town
            for stop in range(min(end, at + _LONGEST_NAME), at, -1):
                if self._tree.lower[at] in self._words.never and stop == at + 1:
                    continue
                mention = self._look_up(at, stop)
                if mention is not None and self._tree.text[at][:1].isupper():
                    rest = {singular(w) for w in self._tree.lower[stop:end]} | {self._tree.lower[end - 1]}
                    mention.facility = bool(rest & self._words.facilities)
                    found.append(mention)
                    at = stop - 1
                    break
            at += 1
        return found

    def _of_organisation(self, start: int, end: int) -> Iterator[Mention]:
        """Places that an organisation is named after; a hospital or a university stands for where it is."""
        tree = self._tree
        if self._is_facility(start, end):
            for mention in self._inner(start, end)[:1]:
                mention.start, mention.end, mention.facility = start, end, True
                yield mention
                return
        for at in range(start, end):
            first = at == start or tree.lower[at - 1] in {"of", "in", "for", "the"}
            if not (first and tree.text[at][:1].isupper()):
                continue
            for stop in range(min(end, at + 3), at, -1):
                inner = self._look_up(at, stop)
                if inner and (self._is_known(inner) or self._is_civic(inner, stop, end)):
                    inner.use = "adjective" if stop < end or at > start else self._use_alone(start, end)
                    yield inner
                    break

    def _is_civic(self, mention: Mention, start: int, end: int) -> bool:
        """ "Tarn Police", "Vell City Council": what every place has is named after the place, however small that is."""
        rest = [word for word in self._tree.lower[start:end] if word not in _POSSESSIVE]
        small = mention.name.lower() in self._words.never or not any(entry.own for entry in mention.candidates)
        return not small and bool(rest) and all(word in self._words.civic for word in rest)

    def _use_alone(self, start: int, end: int) -> PlaceUse:
        """A town or state where the reader model sees an organisation: the place itself where things are done to it."""
        tree = self._tree
        at = next((i for i in range(start, end) if tree.head[i] not in range(start, end)), start)
        while tree.dep[at] == "conj" and tree.head[at] != at:
            at = tree.head[at]
        after = tree.lower[end] if end < len(tree.lower) else ""
        case = tree.case_of(at)
        done_to = tree.dep[at] in {"obj", "nsubj:pass"} and not case
        lies = tree.dep[at] in {"obl", "nmod"} and case in _WITHIN
        what = after, f"{after} {tree.lower[end + 1] if end + 1 < len(tree.lower) else ''}"
        is_thing = any(singular(word) in self._words.facilities or singular(word) in self._words.kinds for word in what)
        return "place" if done_to or lies or is_thing else "actor"

    def _is_facility(self, start: int, end: int) -> bool:
        words = {singular(word) for word in self._tree.lower[start:end]}
        return bool(words & self._words.facilities) and any(w in words for w in _BUILT)

    def _unnamed(self) -> Iterator[Mention]:
        """Capitalised words outside names that the gazetteer knows as a country, an area or a place of some size."""
        tree = self._tree
        i, size = 0, len(tree.text)
        while i < size:
            if tree.sentence[i] < 0 or tree.label[i] or not tree.text[i][:1].isupper():
                i += 1
                continue
            step = 1
            if i and tree.text[i - 1] == "," and self._short(i, i + 1):
                if region := self._look_up(i, i + 1):
                    yield region
                i += 1
                continue
            for stop in range(min(size, i + 4), i, -1):
                inside = range(i, stop)
                if any(tree.label[k] or tree.sentence[k] != tree.sentence[i] for k in inside):
                    continue
                if not tree.text[stop - 1][:1].isupper() or self._text(i, stop).isupper():
                    continue
                if stop == i + 1 and tree.pos[i] != "PROPN" and not self._is_led(i):
                    continue
                mention = self._look_up(i, stop)
                if mention is not None and self._is_known(mention):
                    yield mention
                    step = stop - i
                    break
            i += step

    def _is_led(self, i: int) -> bool:
        """Whether the words around tell a place: "in Tarn province"."""
        lower = self._tree.lower
        after = lower[i + 1] if i + 1 < len(lower) else ""
        return i > 0 and lower[i - 1] in _LEADS and singular(after) in self._words.kinds

    def _short(self, start: int, end: int) -> tuple[str, str] | None:
        """Country and region of a short name with its full stop ("Mobile, Ala."), without one after a comma only."""
        text, known, last = self._text(start, end), self._words.abbreviations, self._columns.end[end - 1]
        if self._whole[last : last + 1] == ".":
            text += "" if text.endswith(".") else "."
        after_comma = start > 0 and self._tree.text[start - 1] == ","
        return known.get(text) if text.endswith(".") or after_comma else None

    def _is_known(self, mention: Mention) -> bool:
        if mention.name.lower() in self._words.never:
            return False
        led = mention.start > 0 and self._tree.lower[mention.start - 1] in _LEADS
        return any(
            e.kind in {"country", "area"}
            or (e.kind == "region" and (e.own or led))
            or (e.kind == "district" and e.own and mention.end - mention.start > 1)
            or (e.population >= _KNOWN_ENOUGH and e.own)
            for e in mention.candidates
        )

    def _look_up(self, start: int, end: int) -> Mention | None:
        """The name as it stands, or without words for what it is and where in it."""
        tree, words = self._tree, self._words
        text = self._text(start, end)
        short = self._short(start, end)
        if end - start == 1 and not short and self._is_common(start):
            return None
        if short:
            entries = tuple(
                e
                for e in self._gazetteer.find(short[1])
                if e.kind in {"region", "settlement"} and e.country == short[0]
            )
            return Mention(start, end, text, entries[:1], hint="region")
        entries = self._candidates(text)
        if entries:
            known = country_of(text)
            capital = known.code if known is not None and known.role == "capital" else ""
            return Mention(start, end, text, entries, capital=capital)
        first, last = start, end
        mention = Mention(start, end, text, ())
        while first < last - 1 and (tree.lower[first] in words.directions or tree.lower[first] in words.parts):
            mention.bearing = words.directions.get(tree.lower[first], mention.bearing)
            mention.part = True
            first += 1
        if last - first > 2 and tree.lower[first + 1] == "of" and (kind := words.kinds.get(singular(tree.text[first]))):
            mention.hint, first = kind, first + 2
        elif last - first > 1 and (kind := words.kinds.get(singular(tree.text[last - 1]))):
            mention.hint, last = kind, last - 1
        if (first, last) == (start, end):
            return None
        mention.name = self._text(first, last)
        mention.candidates = self._candidates(mention.name)
        return mention if mention.candidates else None

    def _is_common(self, i: int) -> bool:
        """A word that says what or where a place is, and names none by itself."""
        word, words = self._tree.lower[i], self._words
        one = singular(word)
        return bool(
            {word, one} & words.never
            or {word, one} & words.facilities
            or one in words.kinds
            or word in words.directions
            or word in words.parts
            or (len(word) < _SHORTEST and not self._tree.text[i].isupper())
        )

    def _candidates(self, text: str) -> tuple[Entry, ...]:
        known = country_of(text)
        if known is not None and known.role == "seat":
            return ()
        if known is not None and known.role == "name":
            country = self._gazetteer.country(known.code)
            return country + tuple(e for e in self._gazetteer.find(text) if e.kind != "country")
        return self._gazetteer.find(text)

    def _text(self, start: int, end: int) -> str:
        """The words as they stand, without a mark at their end that the tokens keep."""
        return self._whole[self._columns.start[start] : self._columns.end[end - 1]].rstrip("-–/")
