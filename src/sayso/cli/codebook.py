"""`sayso codebook`: what the types of events are, by which words they are found, and whether the rules hold."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sayso.cli.exits import ExitCode
from sayso.cli.progress import Progress
from sayso.cli.settings import CODEBOOK, THREADS
from sayso.model.visible import visible_text

if TYPE_CHECKING:
    from sayso.codebook.events import Codebook
    from sayso.codebook.triggers import Trigger

NAMES = {"help_option_names": ["-h", "--help"], "max_content_width": 100}
app = typer.Typer(
    help="Show the types of events and their rules, or check rules against their own examples.",
    no_args_is_help=True,
    rich_markup_mode=None,
    context_settings=NAMES,
)
SHOW_EXAMPLE = """\b
Examples:
  sayso codebook show
  sayso codebook show shelling
  sayso codebook show shelling.fire"""
CHECK_EXAMPLE = """\b
Examples:
  sayso codebook check
  sayso codebook check my-rules.toml"""
_WIDTH = 100
_FORMS = {
    "infinitive": "an infinitive after a noun or adjective, Uu unless that word says otherwise",
    "purpose": "a purpose (to and a verb), Uu",
    "could-not": "could not, cannot: CT-",
    "will-not": "will not, would not of somebody else: CT-",
    "yet-to": "is yet to: CT-",
    "have-to": "has to: Uu",
    "accused": "accused of it by nobody who is named: PS+",
    "without": "without and a verb: CT-",
    "neither": "neither: CT-",
    "no": "nobody, none, no: CT-",
    "report": "is reported to: PR+",
    "say": "is said to: PR+",
    "allege": "is alleged to: PS+",
    "claim": "is claimed to: PS+",
}
"""Rules of how sure a source is that are forms of a clause, and no list of words."""


@app.command("show", epilog=SHOW_EXAMPLE, context_settings=NAMES)
def show_command(
    name: Annotated[
        str | None, typer.Argument(metavar="TYPE", help="A type of event, or the id of a rule; all types without it.")
    ] = None,
    *,
    codebook: Annotated[
        Path | None, typer.Option(CODEBOOK.option, envvar=CODEBOOK.environment, metavar="PATH", help=CODEBOOK.help)
    ] = None,
) -> int:
    """Show all types of events, or one with its codes and rules, or one rule with its examples."""
    from sayso.codebook.events import load_codebook  # noqa: PLC0415 - read only when asked for

    book = load_codebook(codebook)
    if name is None:
        _show_types(book)
        return ExitCode.DONE
    if name in book.types:
        _show_type(book, name)
        return ExitCode.DONE
    found = [trigger for trigger in book.triggers if trigger.id == name]
    if not found and name.startswith("factuality.") and _show_certainty(book, name.removeprefix("factuality.")):
        return ExitCode.DONE
    if not found:
        known = ", ".join(sorted(book.types))
        raise typer.BadParameter(
            f"{visible_text(name)!r} is no type and no rule; the types are: {known}", param_hint="TYPE"
        )
    _show_trigger(found[0])
    return ExitCode.DONE


@app.command("check", epilog=CHECK_EXAMPLE, context_settings=NAMES)
def check_command(
    file: Annotated[
        Path | None,
        typer.Argument(metavar="FILE", help="A codebook of your own, checked with the shipped one below it."),
    ] = None,
    *,
    threads: Annotated[
        int | None, typer.Option(THREADS.option, envvar=THREADS.environment, metavar="N", min=1, help=THREADS.help)
    ] = None,
) -> int:
    """Read every example of every rule and tell which rules do not find what they should.

    Exit code 1 when an example fails, 3 when the file is no codebook.
    """
    from sayso.run import load_annotator, load_rules  # noqa: PLC0415 - heavy
    from sayso.run.checking import check_examples  # noqa: PLC0415

    rules = load_rules(file)
    wrong = 0
    book = rules.codebook
    total = sum(len(rule.match) + len(rule.no_match) for rule in book.triggers)
    total += sum(len(context.match) + len(context.no_match) for context in book.certainty.contexts)
    with Progress(1, shown=sys.stderr.isatty(), counted="example") as progress:
        for example in check_examples(rules, load_annotator(threads)):
            progress.count_report()
            if example.right:
                continue
            wrong += 1
            what = "does not match" if example.wanted else "matches"
            with progress.aside():
                typer.echo(
                    f"{example.rule} {what}: {visible_text(example.text)}\n    read: {visible_text(example.found)}"
                )
    typer.echo(
        f"{total} examples of {len(rules.codebook.triggers)} rules for events read, {wrong} wrong", err=bool(wrong)
    )
    return ExitCode.SOME_REFUSED if wrong else ExitCode.DONE


def _show_types(book: Codebook) -> None:
    section = ""
    for kind in book.types.values():
        if kind.section != section:
            section = kind.section
            typer.echo(f"{'' if section == 'violence' else chr(10)}{section.capitalize()}")
        typer.echo(f"  {kind.id:<20}{visible_text(kind.definition)}")


def _show_type(book: Codebook, name: str) -> None:
    kind = book.types[name]
    codes = kind.codes
    typer.echo(f"{name}: {visible_text(kind.definition)}\n")
    for label, values in (
        ("ACLED", (codes.acled_event_type, codes.acled_sub_event_type)),
        ("PLOVER", (codes.plover_event, codes.plover_mode)),
        ("CAMEO", (codes.cameo,)),
    ):
        typer.echo(f"  {label:<8}{' / '.join(v for v in values if v) or '-'}")
    for trigger in book.triggers:
        if trigger.type == name:
            typer.echo("")
            _show_trigger(trigger)


def _show_certainty(book: Codebook, name: str) -> bool:
    """A rule of how sure a source is: a class of words, one word, or a form of clause. False where there is none."""
    certainty = book.certainty
    for context in certainty.contexts:
        if context.id == name:
            typer.echo(f"factuality.{name}: what hangs on these is {context.value}")
            for field in ("verbs", "adjectives", "nouns"):
                _show_words(field, getattr(context, field))
            for field in ("match", "no_match"):
                for text in getattr(context, field):
                    typer.echo(f"  {field.replace('_', ' '):<14}{visible_text(text)}")
            return True
    tables = (certainty.modals, certainty.beside_verb, certainty.beside_noun)
    values = [table[name] for table in tables if name in table]
    if name in certainty.conditions:
        values.append("Uu")
    said = f"{visible_text(name)!r} beside an event makes it {values[0]}" if values else _FORMS.get(name)
    if name in book.types:
        said = f"what stands in the words of a speech act of the type {name}"
    if said:
        typer.echo(f"factuality.{name}: {said}")
    return bool(said)


def _show_trigger(trigger: Trigger) -> None:
    typer.echo(trigger.id)
    for field in ("verbs", "nouns", "adjectives", "idioms"):
        _show_words(field, getattr(trigger, field))
    for slot, condition in trigger.conditions.items():
        _show_words(slot.replace("_", " "), sorted(condition))
    for field in ("prep", "not_prep", "only_with"):
        for word, condition in getattr(trigger, field).items():
            _show_words(f"{field.replace('_', ' ')} {word}", sorted(condition))
    for field in ("match", "no_match"):
        for text in getattr(trigger, field):
            typer.echo(f"  {field.replace('_', ' '):<14}{visible_text(text)}")


def _show_words(label: str, words: tuple[str, ...] | list[str]) -> None:
    if not words:
        return
    line, lines = "", []
    for word in words:
        piece = f"{word}, "
        if len(line) + len(piece) > _WIDTH - 16:
            lines.append(line)
            line = ""
        line += piece
    lines.append(line)
    text = "\n".join(f"{'':<16}{part}" for part in lines).strip().rstrip(", ")
    typer.echo(f"  {label:<14}{visible_text(text) if len(lines) == 1 else text}")
