"""From an annotated report and its attributions to its claims: what is said to have happened, and on whose say-so."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from sayso.annotate.document import Annotated
from sayso.codebook.events import Codebook, load_codebook
from sayso.extract.cast import find_cast
from sayso.extract.counting import Counting
from sayso.extract.dating import Dating
from sayso.extract.drafts import Piece, span_of
from sayso.extract.events import Event, EventFinder
from sayso.extract.factuality import Degree, FactualityReader
from sayso.extract.memory import Asked
from sayso.extract.participants import Casting, Part
from sayso.extract.placing import Placing
from sayso.extract.sources import Sources
from sayso.extract.ties import Ties
from sayso.extract.tree import Tree, make_tree
from sayso.extract.trust import Evidence, confidence_of
from sayso.extract.vouching import ANSWERING, Voucher, Vouching
from sayso.model import Attribution, Claim, Participant, Place, Quantity, Source, Span, Time


@dataclass(frozen=True, slots=True)
class Settings:
    """Where, when and how many, as the whole report tells it."""

    places: tuple[Place, ...] = ()
    times: tuple[Time, ...] = ()
    quantities: tuple[Quantity, ...] = ()


def find_claims(
    annotated: Annotated,
    attributions: Sequence[Attribution],
    codebook: Codebook | None = None,
    settings: Settings | None = None,
) -> tuple[Claim, ...]:
    """All claims of a report, in text order; the same report always gives the same ones.

    `attributions` are those of `find_attributions` for the same report. Without a `codebook` the shipped one is used.
    `settings` are the report's places, times and numbers, of which each claim gets its own.
    """
    return tuple(claim for claim, _ in weigh_claims(annotated, attributions, codebook, settings))


def weigh_claims(
    annotated: Annotated,
    attributions: Sequence[Attribution],
    codebook: Codebook | None = None,
    settings: Settings | None = None,
) -> tuple[tuple[Claim, Evidence], ...]:
    """All claims of a report as `find_claims` gives them, each with what its confidence was made from."""
    return _Claims(annotated, attributions, codebook or load_codebook(), settings or Settings()).find()


_TIME_MARKS = frozenset(
    "after before since as while when following amid because although though despite where until".split()
)


_WE = frozenset(("we", "us", "i", "me"))
_FIRST_PERSON = frozenset(("i", "we", "our", "my"))
"""Who speaks so is the speaker of the words around: a report that says "we" says it in its own voice."""
_NO_SPEAKER = _FIRST_PERSON | {"nobody", "none", "no-one"}


class _Claims:
    """The work on one report."""

    def __init__(
        self, annotated: Annotated, attributions: Sequence[Attribution], book: Codebook, settings: Settings
    ) -> None:
        self._annotated, self._book = annotated, book
        self._doc, self._text = annotated.doc, annotated.report.text
        self._tree: Tree = make_tree(annotated.doc)
        self._attributions = attributions
        ties = Ties(self._tree, self._cues())
        self._counting = Counting(self._tree, ties, settings.quantities)
        self._placing = Placing(self._tree, self._text, ties, settings.places)
        self._dating = Dating(self._tree, ties, settings.times, annotated.report.published)

    def _cues(self) -> set[int]:
        """The tokens of the words that attribute."""
        cues = [a.cue for a in self._attributions if a.cue is not None]
        found = [self._doc.char_span(cue.start, cue.end, alignment_mode="expand") for cue in cues]
        return {token.i for span in found if span is not None for token in span}

    def find(self) -> tuple[tuple[Claim, Evidence], ...]:
        finder = EventFinder(self._tree, self._book)
        events = finder.find()
        acts = [e for e in events if e.trigger.content is not None]
        vouching = Vouching(self._tree, self._attributions, acts, self._book.certainty)
        casting = Casting(self._tree, self._book, finder.classing)
        reader = FactualityReader(self._tree, self._book)
        density = self._density(events)
        drafts = []
        for event in events:
            voucher = vouching.of(event)
            degree = self._degree(event, voucher, reader)
            agents = casting.agents(event)
            recipients = casting.recipients(event, agents)
            if "negated" in event.trigger.flags:
                if degree.positive or degree.rank == 0:
                    continue
                degree.positive = True
            if "refused" in event.trigger.flags and event.type == "rejection":
                degree.positive = True  # "we do not comment" is a refusal
            section = self._book.types[event.type].section
            evidence = Evidence(self._tree, event, section, voucher, degree, agents, recipients, density)
            drafts.append((event, voucher, degree, agents, recipients, casting.instruments(event), evidence))
        drafts = [d for d in drafts if not self._only_denies(d[0], drafts)]
        speakers = {act.at: casting.agents(act) for act in acts}
        pieces = {p.piece for d in drafts for p in (*d[3], *d[4])} | {
            p.piece for found in speakers.values() for p in found
        }
        resolved = self._resolve(pieces)
        placed = self._placing.of_all(
            [(draft[0].at, draft[0].type) for draft in drafts], [[part.piece for part in draft[4]] for draft in drafts]
        )
        claims = [self._claim(*draft, resolved, speakers) for draft in drafts]
        return tuple(
            (replace(claim, places=places), draft[-1])
            for claim, places, draft in zip(claims, placed, drafts, strict=True)
        )

    def _only_denies(self, event: Event, drafts: Sequence[tuple[Any, ...]]) -> bool:
        """ "Denied shelling the town" is the shelling, denied, and no rejection beside it."""
        tree = self._tree
        if event.type != "rejection" or tree.lemma[event.at] not in ("deny", "dispute", "refute"):
            return False
        clauses = [k for k in tree.kids[event.at] if tree.dep[k] in ("ccomp", "xcomp", "advcl") and k > event.at]
        below = {i for k in clauses for i in tree.below(k)}
        return any(draft[0].at in below for draft in drafts)

    def _density(self, events: Sequence[Event]) -> float:
        """The share of sentences that tell of violence or its consequences: what kind of report this is."""
        tree, types = self._tree, self._book.types
        violent = {tree.sentence[e.at] for e in events if types[e.type].section in ("violence", "consequences")}
        return len(violent) / max(len(tree.sentences), 1)

    def _degree(self, event: Event, voucher: Voucher, reader: FactualityReader) -> Degree:
        degree = reader.read(event, voucher.stop, voucher.cue)
        act = voucher.act or voucher.spoken
        if act is not None:
            self._of_speech_act(event, act, degree)
        elif voucher.attribution is not None and voucher.cue:
            self._of_cue(event, voucher, degree)
        return degree

    def _of_speech_act(self, event: Event, act: Event, degree: Degree) -> None:
        """What is asked or threatened is not committed to, what is charged or condemned is certain to who speaks."""
        value = act.trigger.content or "CT+"
        tree = self._tree
        context = self._book.certainty.verbs.get(tree.lemma[act.at])
        if act.type == "support" and event.form != "noun" and context is not None and context.value == "Uu":
            value = "Uu"  # "promised to withdraw"
        if act.type == "rejection" and event.form == "noun":
            return
        if act.type == "accusation" and act.slots.passive and not act.slots.subject:
            degree.lower("PS+", "factuality.accused")  # "is accused of": nobody is named who says so
            return
        brought = tree.lemma[tree.head[event.at]] in self._book.certainty.bringing
        known = self._is_known(event.at) and tree.head[event.at] != act.at and not brought
        if value == "Uu" and event.form == "noun" and known:
            return  # "his threat must stop": what is spoken of as known is not what is asked
        if (
            value == "Uu"
            and event.form == "noun"
            and tree.dep[event.at] == "nmod"
            and tree.lemma[tree.head[event.at]]
            in ("end", "halt", "stop", "investigation", "response", "inquiry", "cessation")
        ):
            return
        if value == "CT-" and event.form == "noun":
            value = "CT+"
        degree.lower(value, f"factuality.{act.trigger.type}")

    def _of_cue(self, event: Event, voucher: Voucher, degree: Degree) -> None:
        """What the attribution's own verb makes of what it holds: "denied", "believes", "hopes"."""
        certainty, tree = self._book.certainty, self._tree
        for i in sorted(voucher.cue):
            lemma = tree.lemma[i]
            if tree.pos[i] == "VERB":
                context = certainty.verbs.get(lemma)
                if context is None or context.id in ("phase", "prevent"):
                    continue
                governed = self._governs(i, event.at)
                if context.id == "effort" and not governed:
                    continue
                if context.id == "denial" and any(
                    tree.lower[k] in ("nor", "neither", "not", "n't", "n’t") for k in tree.kids[i]
                ):
                    degree.lower("Uu", "factuality.denial")
                    return
                if context.id in ("denial", "failure") and event.form == "noun" and not self._is_complement(i, event):
                    continue
                degree.lower(context.value, f"factuality.{context.id}")
                return
            if tree.pos[i] == "ADJ" and lemma in certainty.adjectives and self._governs(i, event.at):
                context = certainty.adjectives[lemma]
                degree.lower(context.value, f"factuality.{context.id}")
                return

    def _is_known(self, i: int) -> bool:
        tree = self._tree
        return any(
            tree.dep[k] == "nmod:poss" or (tree.dep[k] == "det" and tree.lower[k] in ("the", "this", "these", "that"))
            for k in tree.kids[i]
        )

    def _governs(self, verb: int, i: int) -> bool:
        """Whether the event hangs on the verb by an infinitive or by a clause that asks."""
        tree = self._tree
        at = i
        if tree.dep[i] == "obj" and tree.lemma[tree.head[i]] in ANSWERING:
            return False  # "vowed to avenge the raid": the raid is no vow
        for _ in range(10):
            head = tree.head[at]
            if head == at or tree.dep[at] == "acl:relcl":
                return False
            marks = {tree.lower[k] for k in tree.kids[at] if tree.dep[k] in ("mark", "advmod")}
            if tree.dep[at] == "advcl" and marks & _TIME_MARKS:
                return False
            if head == verb:
                if tree.dep[at] in ("xcomp", "obj"):
                    return True
                finite = not any(tree.lower[k] == "to" and k < at for k in tree.kids[at])
                asks = tree.lemma[verb] in (
                    "demand",
                    "ask",
                    "urge",
                    "propose",
                    "recommend",
                    "request",
                    "hope",
                    "want",
                    "wish",
                )
                return tree.dep[at] in ("ccomp", "advcl", "obl") and (not finite or asks)
            at = head
        return False

    def _is_complement(self, verb: int, event: Event) -> bool:
        """ "Denied any role in the raid" denies the role; the raid itself is known."""
        tree = self._tree
        head = tree.head[event.at]
        return head == verb or event.slots.light is not None or event.trigger.id.endswith("involvement")

    def _resolve(self, pieces: set[Piece]) -> dict[Piece, Source]:
        asked = [Asked(piece) for piece in sorted(pieces, key=lambda p: (p.start, p.end))]
        resolved = Sources(self._doc, self._text, find_cast(self._doc), asked).resolve_all()
        for piece, source in resolved.items():
            if piece.end - piece.start == 1 and self._tree.lower[piece.start] in _WE:
                resolved[piece] = self._speaker_of(source)
        return resolved

    def _speaker_of(self, mention: Source) -> Source:
        """ "We" in quotation marks is who speaks; elsewhere it is the report, and stays "we"."""
        at = mention.span.start
        for attribution in self._attributions:
            if attribution.source is None or attribution.quotation not in ("direct", "mixed"):
                continue
            if any(content.start <= at < content.end for content in attribution.content):
                return replace(attribution.source, span=mention.span)
        return replace(mention, name=mention.span.text, kind="organisation", named=False, country=None)

    def _without_clause(self, source: Source) -> Source:
        """ "Fighters holding the bridge said …": who speaks are the fighters; what they do belongs to no name."""
        tree, span = self._tree, source.span
        found = self._doc.char_span(span.start, span.end, alignment_mode="expand")
        inside = range(found.start, found.end) if found is not None else range(0)
        clauses = [k for k in inside if tree.dep[k] in ("acl", "acl:relcl") and inside.start <= tree.head[k] < k]
        end = min((k for clause in clauses for k in tree.below(clause)), default=inside.stop)
        while end - 1 > inside.start and tree.text[end - 1] in ",–—-(":
            end -= 1
        if not inside.start < end < inside.stop:
            return source
        short = span_of(self._doc, self._text, Piece(inside.start, end))
        words, bare = source.name.split(), " ".join(short.text.split())
        heads = (" ".join(words[:k]).rstrip(",;:") for k in range(len(words) - 1, 0, -1))
        if source.name not in " ".join(span.text.split()):
            return replace(source, span=short)  # a fuller name than stands here
        return replace(source, span=short, name=next((name for name in heads if bare.endswith(name)), source.name))

    def _claim(
        self,
        event: Event,
        voucher: Voucher,
        degree: Degree,
        agents: Sequence[Part],
        recipients: Sequence[Part],
        instruments: Sequence[Piece],
        evidence: Evidence,
        resolved: dict[Piece, Source],
        speakers: dict[int, tuple[Part, ...]],
    ) -> Claim:
        tree, doc, text = self._tree, self._doc, self._text
        trigger = span_of(doc, text, Piece(event.start, event.end))
        start, end = tree.sentences[tree.sentence[event.at]]
        attribution = voucher.attribution
        speaking = speakers[voucher.act.at] if voucher.act is not None else ()
        if attribution is None and (not speaking or tree.lower[speaking[0].head] in _NO_SPEAKER):
            attribution, speaking = voucher.around, ()
        if attribution is not None and attribution.source is not None:
            if attribution.source.name.casefold() in _FIRST_PERSON:  # nobody says who "we" are: it is the report
                attribution = None
        source, cue, quotation, content = None, None, None, None
        via: tuple[Source, ...] = ()
        if attribution is not None:
            source, via, cue, quotation = attribution.source, attribution.via, attribution.cue, attribution.quotation
            source = self._without_clause(source) if source is not None else None
            content = next((s for s in attribution.content if s.start <= trigger.start < s.end), None)
        elif voucher.act is not None and speaking:
            source = resolved[speaking[0].piece]
            cue = span_of(doc, text, Piece(voucher.act.start, voucher.act.end))
            quotation = "indirect"
        return Claim(
            id=_id(self._annotated.report.sha256, trigger, event.type),
            type=event.type,
            codes=self._book.types[event.type].codes,
            trigger=trigger,
            factuality=degree.value,
            source=source,
            via=via,
            cue=cue,
            quotation=quotation,
            content=content,
            attribution=attribution.id if attribution is not None else None,
            agents=tuple(_participant(p, resolved) for p in agents),
            recipients=tuple(_participant(p, resolved) for p in recipients),
            instruments=tuple(span_of(doc, text, piece) for piece in instruments),
            sentence=span_of(doc, text, Piece(start, end)),
            confidence=confidence_of(evidence),
            rules=(event.trigger.id, *degree.rules),
            time=self._dating.of(event.at),
            quantities=self._counting.of(
                event.at,
                event.type,
                Piece(event.start, event.end),
                [*(p.piece for p in (*agents, *recipients)), *instruments],
            ),
        )


def _participant(part: Part, resolved: dict[Piece, Source]) -> Participant:
    source = resolved[part.piece]
    return Participant(source.span, source.name, source.country, part.role)


def _id(digest: str, trigger: Span, type_: str) -> str:
    """Sixteen hexadecimal digits made from the text's digest, the trigger's place and the type."""
    return hashlib.sha256(f"{digest}:claim:{trigger.start}-{trigger.end}:{type_}".encode()).hexdigest()[:16]
