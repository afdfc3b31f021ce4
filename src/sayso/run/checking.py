"""Whether the rules of a codebook find what their own examples say they find."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sayso.intake import make_report
from sayso.model import Claim
from sayso.run.reading import Annotator, read_report
from sayso.run.rules import Rules


@dataclass(frozen=True, slots=True)
class Example:
    """One example of a rule: the sentence, whether the rule is to find something in it, and whether it does.

    `found` tells what was read instead, for the person who mends the rule.
    """

    rule: str
    text: str
    wanted: bool
    right: bool
    found: str


def check_examples(rules: Rules, reader: Annotator) -> Iterator[Example]:
    """Every example and counter-example of the codebook, read by the whole program, one at a time."""
    for trigger in rules.codebook.triggers:
        for wanted, texts in ((True, trigger.match), (False, trigger.no_match)):
            for text in texts:
                claims = _read(text, reader, rules)
                fires = any(trigger.id in claim.rules for claim in claims)
                yield Example(trigger.id, text, wanted, fires is wanted, _told(claims))
    for context in rules.codebook.certainty.contexts:
        for wanted, texts in ((True, context.match), (False, context.no_match)):
            for text in texts:
                claims = _read(text, reader, rules)
                holds = bool(claims) and all(claim.factuality == context.value for claim in claims[-1:])
                yield Example(f"factuality.{context.id}", text, wanted, holds is wanted, _told(claims))


def _read(text: str, reader: Annotator, rules: Rules) -> tuple[Claim, ...]:
    return read_report(make_report(text, id="example"), reader, rules).claims


def _told(claims: tuple[Claim, ...]) -> str:
    """The claims in short: trigger, type, how sure, by which rule."""
    return "; ".join(f"{c.trigger.text}: {c.type} {c.factuality} ({c.rules[0]})" for c in claims) or "no claim"
