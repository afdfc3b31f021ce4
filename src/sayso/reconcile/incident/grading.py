"""How well an incident is carried: origins counted, Airwars' words, the Admiralty code, and a status."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from sayso.codebook.events import load_codebook
from sayso.codebook.incidents import load_incident_rules
from sayso.model import AdmiraltyLetter, AirwarsWord, Dispute, Grade, Reason, Status
from sayso.reconcile.incident.figures import Letters
from sayso.reconcile.incident.identity import is_other
from sayso.reconcile.incident.rules import give_reason
from sayso.reconcile.incident.sides import Sides, is_conceded, speaks_of
from sayso.reconcile.incident.testimony import Testimony

Rule = Callable[[], None]
_LETTERS: tuple[AdmiraltyLetter, ...] = ("A", "B", "C", "D", "E", "F")
_HARM = frozenset(("violence", "consequences"))
_SERIOUS = frozenset(("whether", "who", "control"))
_UNRELIABLE = "E"


@dataclass(frozen=True, slots=True)
class Evidence:
    """What the rules look at: who says that it happened, who denies it, and who of those stands apart.

    `opposing` are the claims that stand against the position of most origins in what is seriously disputed.
    """

    affirming: tuple[Testimony, ...]
    leaning: tuple[Testimony, ...]
    denying: tuple[Testimony, ...]
    conceding: tuple[Testimony, ...]
    accepting: tuple[Testimony, ...]
    disputes: frozenset[str]
    opposing: frozenset[str]
    sides: Sides
    letters: Letters

    @property
    def origins(self) -> set[str]:
        """The independent origins that say that it happened."""
        return {one.say_so for one in self.affirming}

    @property
    def is_one_sided(self) -> bool:
        """Whether all of several origins stand with one belligerent."""
        sides = {self.sides.side_of(one.voice) for one in self.affirming}
        return len(self.origins) > 1 and len(sides) == 1 and sides <= {"party", "opponent"}

    @property
    def is_contested(self) -> bool:
        """Whether it is disputed that it happened, who did it, or who holds the place."""
        return bool(self.disputes & _SERIOUS)


def gather_evidence(
    testimonies: Sequence[Testimony], disputes: Iterable[Dispute], sides: Sides, letters: Letters
) -> Evidence:
    """The accounts by what they are worth for a grade."""
    affirming = tuple(one for one in testimonies if one.stance == "says")
    disputes = tuple(disputes)
    serious = [dispute for dispute in disputes if dispute.slot in _SERIOUS]
    return Evidence(
        affirming=affirming,
        leaning=tuple(one for one in testimonies if one.stance == "maybe"),
        denying=tuple(one for one in testimonies if one.stance == "denies"),
        conceding=tuple(one for one in affirming if is_conceded(one, sides)),
        accepting=tuple(one for one in affirming if sides.is_of_itself(one) and speaks_of(one, one.doers, sides)),
        disputes=frozenset(dispute.slot for dispute in disputes),
        opposing=frozenset(id for dispute in serious for claims in dispute.accounts[1:] for id in claims),
        sides=sides,
        letters=letters,
    )


def grade_incident(type: str, evidence: Evidence) -> Grade:
    """The grade with the rules that gave it."""
    status, carried_by, why = _find_status(evidence)
    word, word_rule = _find_word(type, evidence)
    number, number_rule = _find_number(evidence)
    letter = _find_letter(carried_by, evidence)
    return Grade(
        airwars=word,
        admiralty=f"{letter}{number}",
        status=status,
        carried_by=tuple(one.id for one in sorted(carried_by, key=lambda one: one.order)),
        affirmed_by=len(evidence.origins),
        denied_by=len({one.say_so for one in evidence.denying}),
        reasons=tuple(_reasons(why, word_rule, number_rule)),
    )


def _reasons(*rules: Rule | None) -> list[Reason]:
    return [give_reason(rule) for rule in rules if rule is not None]


def _find_status(evidence: Evidence) -> tuple[Status | None, Sequence[Testimony], Rule]:
    said = evidence.affirming or evidence.leaning
    if not said:
        return ("denied", evidence.denying, only_denied) if evidence.denying else (None, (), nobody_commits)
    if evidence.is_contested:
        return "contested", (*said, *evidence.denying), accounts_contest
    if evidence.conceding:
        return "conceded", evidence.conceding, party_concedes
    origins = {one.say_so for one in said}
    if len(origins) == 1 or not evidence.affirming:
        return "single", said, one_origin
    return ("one_sided", said, one_belligerent) if evidence.is_one_sided else ("confirmed_by", said, several_origins)


def _find_word(type: str, evidence: Evidence) -> tuple[AirwarsWord | None, Rule | None]:
    known = load_codebook().types.get(type)
    if known is None or known.section not in _HARM or not (evidence.affirming or evidence.leaning or evidence.denying):
        return None, None
    for word, rule, holds in _WORDS:
        if holds(evidence):
            return word, rule
    return "Weak", weak_single_source


def _is_denied_by_all(evidence: Evidence) -> bool:
    return not evidence.affirming and not evidence.leaning


def _is_claimed_by_several(evidence: Evidence) -> bool:
    voices = list(dict.fromkeys(one.voice for one in evidence.accepting))[:10]
    return ("who" in evidence.disputes and not voices) or any(is_other(a, b) for a in voices for b in voices)


def _is_combatants_only(evidence: Evidence) -> bool:
    """Whether all who tell who was harmed tell of fighters, one of them not on the side that did it."""
    roles = [
        (one, {who["role"] for who in one.claim.record.get("recipients") or ()} - {"object"})
        for one in evidence.affirming
        if one.type in load_incident_rules().losses or one.family == "violence"
    ]
    told = [(one, kinds) for one, kinds in roles if kinds]
    fighters = all(kinds == {"combatant"} for _, kinds in told)
    return bool(told) and fighters and any(evidence.sides.side_of(one.voice) != "party" for one, _ in told)


def _is_accepted(evidence: Evidence) -> bool:
    return bool(evidence.accepting)


def _is_fair(evidence: Evidence) -> bool:
    credible = {one.say_so for one in evidence.affirming if evidence.letters.get(one.id) != _UNRELIABLE}
    return len(credible) > 1 and any(agent.is_told for one in evidence.affirming for agent in one.doers)


def _find_number(evidence: Evidence) -> tuple[int, Rule]:
    if not evidence.affirming and not evidence.leaning:
        return (5, only_denied) if evidence.denying else (6, nobody_commits)
    independent = len(evidence.origins) > 1 and not evidence.is_one_sided
    if evidence.is_contested:
        by_accused = {one.id for one in evidence.denying if evidence.sides.is_of_itself(one)}
        return (2, denied_by_accused) if independent and evidence.opposing <= by_accused else (4, accounts_contest)
    if independent:
        return 1, several_origins
    if evidence.conceding:
        return 2, party_concedes
    return (3, one_belligerent) if evidence.is_one_sided else (3, one_origin)


def _find_letter(carried_by: Iterable[Testimony], evidence: Evidence) -> AdmiraltyLetter:
    """The best letter of those who say that it happened, where the user has listed one; else F."""
    listed = {evidence.letters.get(one.id, "F") for one in carried_by if one.stance != "denies"} or {
        evidence.letters.get(one.id, "F") for one in carried_by
    }
    return next((letter for letter in _LETTERS if letter in listed), "F")


def only_denied() -> None:
    """All accounts that commit themselves deny it."""


def nobody_commits() -> None:
    """It is only planned, asked for or feared; nobody says that it happened."""


def accounts_contest() -> None:
    """It is disputed whether it happened, who did it, or who holds the place."""


def party_concedes() -> None:
    """A party says so against itself."""


def one_origin() -> None:
    """Only one independent origin says so, however many reports carry it."""


def one_belligerent() -> None:
    """Several origins say so, all of them on the side of one belligerent."""


def several_origins() -> None:
    """Two or more independent origins say so, not all on one side, and nobody denies it."""


def denied_by_accused() -> None:
    """Two or more independent origins say so, and only those who are said to have done it deny it."""


def discounted_denied() -> None:
    """Airwars, Discounted: all accounts deny it."""


def contested_responsibility() -> None:
    """Airwars, Contested: there are competing claims of who is responsible."""


def discounted_combatants() -> None:
    """Airwars, Discounted: all who tell who was harmed say that they were fighters, also some who did not do it."""


def confirmed_accepted() -> None:
    """Airwars, Confirmed: a belligerent says itself that it did it."""


def fair_several_sources() -> None:
    """Airwars, Fair: two or more origins say so, and a belligerent is named."""


def weak_single_source() -> None:
    """Airwars, Weak: a single origin, or no belligerent is named."""


_WORDS: tuple[tuple[AirwarsWord, Rule, Callable[[Evidence], bool]], ...] = (
    ("Discounted", discounted_denied, _is_denied_by_all),
    ("Contested", contested_responsibility, _is_claimed_by_several),
    ("Discounted", discounted_combatants, _is_combatants_only),
    ("Confirmed", confirmed_accepted, _is_accepted),
    ("Fair", fair_several_sources, _is_fair),
)
