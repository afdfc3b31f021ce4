"""What kind of thing a noun phrase names: people, fighters, a state, a place, a weapon …"""

from __future__ import annotations

from sayso.codebook.countries import country_of
from sayso.codebook.events import Codebook
from sayso.codebook.sources import load_source_words
from sayso.codebook.triggers import Condition
from sayso.extract.tree import Tree

_PERSONS = frozenset("he she i who whom him her me himself herself anyone someone everyone nobody".split())
_ANYBODY = frozenset(
    "they them we us you it this that these those which both each all others some many itself themselves".split()
)
_PARTITIVES = frozenset(
    "dozen score hundred thousand million number series group member lot majority rest half most part some many several"
    " wave couple pair handful string spate flurry convoy column crowd load tonne ton bit piece body"
    " total half one two three none"
    " all any tens ten % percent proportion quarter third cent swathe swath chunk each batch stream"
    " network web maze ring chain swarm speck sliver remnant fleet cache pile kind type form scores dozens hundreds"
    " thousands more act round last first remainder".split()
)
_PERSONAL = (
    "ist",
    "man",
    "woman",
    "men",
    "women",
    "eer",
    "ian",
    "person",
    "people",
    "er",
    "or",
    "hand",
    "boy",
    "girl",
    "folk",
    "mate",
    "ee",
)
_NO_PERSONS = frozenset(
    "number order matter paper letter power water weather winter summer border corner offer quarter"
    " river tower error terror"
    " factor sector motor mirror harbor honor favor color rumor humor murder danger chapter computer"
    " center theater meter"
    " liter kilometer fever anger hunger finger shoulder dinner supper folder timber cover server counter bunker tanker"
    " trailer container poster banner sticker laser router printer register disaster cluster charter"
    " shelter filter door"
    " floor corridor behavior labor harbour minor major prior flavor tenor manner charger launcher interceptor reactor"
    " tractor radar bulldozer freighter helicopter cruiser destroyer fighter-bomber answer remainder"
    " barrier frontier tier"
    " layer user order dagger trigger sewer shower flower supper rubber copper silver leather feather"
    " gender tender wonder"
    " thunder cylinder ladder powder encounter transfer reminder monitor generator elevator"
    " refrigerator committee degree"
    " loader heater burner mixer grader carrier crawler starter adapter scanner drawer shutter ladder freezer conveyor"
    " detonator silencer transformer boiler compressor tiller taper bumper trigger semester scooter prayer"
    " fee tree knee guarantee coffee rafter gutter beam hand beforehand second-hand stand".split()
)
_WILD = "*"
_BACK_TOKENS, _BACK_SENTENCES = 80, 2
_FIRED = frozenset(("air_weapon", "guided", "ground_weapon", "planted"))
_POINTED_AT = frozenset(
    "air_weapon guided ground_weapon planted aircraft equipment civilian combatant person site goods".split()
)
_GENERAL = frozenset("person civilian combatant state organisation number place site name".split())
_PEOPLE = frozenset(("person", "civilian", "combatant", "number"))
_NO_PEOPLE = frozenset(("place", "site"))
_OF_A_GROUP = frozenset("member man leader element operative cell cadre remnant holdout figure suspect recruit".split())
_OF_THINGS = frozenset("combatant state organisation place site".split())
_THINGLY = frozenset(("it", "itself", "its"))
"""What "it" or "they" may stand for without a word that says so; nobody calls a weapon or a deal "they" first."""


class Classing:
    """The classes of the words of one report, each looked up once."""

    def __init__(self, tree: Tree, book: Codebook) -> None:
        self._tree, self._book = tree, book
        self._known: dict[int, frozenset[str]] = {}

    def of(self, i: int) -> frozenset[str]:
        """The classes of the phrase whose head word this is; `*` where it may be anything ("they")."""
        found = self._known.get(i)
        if found is None:
            found = self._known[i] = self._find(i)
        return found

    def fits(self, i: int, condition: Condition) -> bool:
        """Whether the phrase is of one of the classes asked, or one of the words, or names such an event."""
        tree = self._tree
        classes = self.of(i)
        if not condition.isdisjoint(classes) or _WILD in condition:
            return True
        if "=" + tree.lemma[i] in condition or "=" + tree.lower[i] in condition:
            return True
        part = self._whole_of(i)
        if part is not None and "=" + tree.lemma[part] in condition:
            return True
        if _WILD in classes and not (_OF_THINGS if tree.lower[i] in _THINGLY else _GENERAL).isdisjoint(condition):
            return True
        return any(c.startswith("event:") for c in condition) and self._is_event(i, condition)

    def refuses(self, i: int, condition: Condition) -> bool:
        """As `fits`, for what must not stand there: a pronoun is refused only as such."""
        classes = self.of(i)
        if "pronoun" in condition and "pronoun" in classes:
            return True
        return _WILD not in classes and self.fits(i, condition)

    def _is_event(self, i: int, condition: Condition) -> bool:
        types = self._book.noun_types.get(self._tree.lemma[i])
        if not types or self._tree.pos[i] not in ("NOUN", "PROPN"):
            return False
        if "event:any" in condition:
            return True
        return any(f"event:{t}" in condition or f"event:{self._book.types[t].section}" in condition for t in types)

    def _find(self, i: int) -> frozenset[str]:
        tree = self._tree
        at = tree.antecedent(i)
        if at != i:
            return self.of(at)
        lower, lemma, pos = tree.lower[i], tree.lemma[i], tree.pos[i]
        if tree.is_date(i):
            return frozenset(("time",))
        if pos == "PRON" or lower in ("his", "her", "their", "its", "our", "my"):
            if lower in _PERSONS or lower in ("his", "her", "my"):
                return frozenset(("person", "pronoun"))
            if lower in _ANYBODY or lower in ("their", "its", "our"):
                what = (_WILD, "pronoun") if lower in _THINGLY else (_WILD, "number", "pronoun")
                return frozenset(what) | self._partitive(i)
        named = self._of_name(i)
        if named and (tree.pos[i] != "NOUN" or tree.label[i]):
            return named
        words = self._book.classes.of
        found: frozenset[str] = frozenset()
        before = [k for k in tree.kids[i] if k < i and tree.dep[k] in ("compound", "amod", "nmod", "nmod:desc")]
        if i and i - 1 not in before and tree.pos[i - 1] in ("NOUN", "ADJ", "VERB", "PROPN"):
            before.append(i - 1)  # "guided bomb attacks": the words before a head, whatever they were hung on
        for k in before:
            found |= words.get(f"{tree.lemma[k]} {lemma}") or words.get(f"{tree.lower[k]} {lemma}") or frozenset()
        if lemma in _OF_A_GROUP and any("combatant" in self.of(k) for k in before):
            found |= {"combatant", "person"}  # "Northern Front members"
        if not found:
            found = words.get(lemma) or words.get(lower) or words.get(lower.removesuffix("s")) or frozenset()
        if lower == "old" and i > 1 and tree.text[i - 1] == "-":
            return frozenset(("person", "number"))  # "the 33-year-old"
        if not found and pos == "NOUN" and lemma.endswith(_PERSONAL) and lemma not in _NO_PERSONS and len(lemma) > 4:
            found = frozenset(("person",))
        if lower in ("more", "others") and any(
            tree.dep[k] == "nummod" or tree.lemma[k] in _PARTITIVES for k in tree.kids[i] if k < i
        ):
            found |= {"number", _WILD}  # "and 12 more were hurt"
        if pos == "NUM" or (not found and tree.child(i, "nummod") is None and pos == "ADJ" and lower.isdigit()):
            found |= {"number", _WILD}
        if lemma in _PARTITIVES or lower in _PARTITIVES or pos == "NUM":
            whole = self._of(i)
            if "goods" not in found or whole is None or tree.pos[whole] != "PRON":  # "ten tonnes of it" are tonnes
                part = self._partitive(i)
                if part & _NO_PEOPLE and not part & (_PEOPLE | {_WILD}):
                    found -= {"number"}  # "most of the province" is no people
                found |= part
            counts = pos == "NUM" or lower == "one"
            if (
                counts
                and tree.dep[i] != "nummod"
                and (whole is None or tree.lower[whole] in ("them", "these", "those"))
            ):
                found |= self._counted_before(i)
        if not found and pos == "PROPN":
            found = frozenset(("name", _WILD))
        return found | named

    def _partitive(self, i: int) -> frozenset[str]:
        """ "Dozens of shells" are shells."""
        whole = self._of(i)
        return self.of(whole) if whole is not None else frozenset()

    def _counted_before(self, i: int) -> frozenset[str]:
        """What a number without a noun counts: "Four rockets were fired. One hit a clinic"."""
        tree = self._tree
        for k in range(i - 1, max(i - _BACK_TOKENS, -1), -1):
            if 0 <= tree.sentence[k] < tree.sentence[i] - _BACK_SENTENCES:
                break
            if tree.pos[k] != "NOUN" or tree.lower[k] == tree.lemma[k]:
                continue
            if tree.child(k, "nummod") is not None or (tree.lower[i] == "one" and self.of(k) & _FIRED):
                return self.of(k) & _POINTED_AT
        return frozenset()

    def _whole_of(self, i: int) -> int | None:
        """What there are dozens, two or a network of."""
        tree = self._tree
        counted = tree.lemma[i] in _PARTITIVES or tree.lower[i] in _PARTITIVES or tree.pos[i] == "NUM"
        return self._of(i) if counted else None

    def _of(self, i: int) -> int | None:
        tree = self._tree
        parts = ("nmod", "obl")
        return next((k for k in tree.kids[i] if tree.dep[k] in parts and k > i and tree.case_of(k) == "of"), None)

    def _of_name(self, i: int) -> frozenset[str]:
        tree = self._tree
        if not tree.text[i][:1].isupper() and not tree.label[i]:
            return frozenset()
        start, end = tree.name[i]
        whole = " ".join(tree.lower[start:end])
        words = load_source_words()
        group = words.groups.get(whole) or words.groups.get(tree.lower[i])
        found: set[str] = set()
        if group is not None:
            found.add("organisation")
            if group.kind in ("armed_group", "military"):
                found.add("combatant")
            if group.kind == "government":
                found.add("state")
        word = country_of(" ".join(tree.text[start:end])) or country_of(tree.text[i])
        if word is not None and tree.text[i][:1].isupper():
            found.add("state")
            if word.role == "demonym":
                found.add("demonym")
                if tree.pos[i] in ("NOUN", "PROPN") and tree.lower[i].endswith("s"):
                    found.update(("person", "number"))
            elif word.role != "seat":
                found.add("place")
        label = tree.label[i]
        if label == "PER":
            found.add("person")
        elif label == "LOC":
            found.add("place")
        elif label == "ORG":
            found.add("organisation")
        if found and tree.pos[i] in ("NOUN", "PROPN"):
            # "the Northern Army", "Kassa Hospital": the last word of a name says what it is.
            words_of = self._book.classes.of
            last = words_of.get(tree.lower[end - 1]) or words_of.get(tree.lower[end - 1].removesuffix("s"), frozenset())
            found |= last & {"combatant", "site", "state", "equipment"}
        return frozenset(found)
