"""One report through all the steps."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import TYPE_CHECKING, Protocol

from sayso import __version__
from sayso.extract import Settings, find_attributions, find_claims, find_places, find_quantities, find_times
from sayso.model import Reading, Refusal, Report, SetupError, Span, Versions
from sayso.model.errors import SaysoError
from sayso.run.linking import link_attributions, link_claims
from sayso.run.rules import Rules, load_rules

if TYPE_CHECKING:
    from sayso.annotate.document import Annotated

_log = logging.getLogger("sayso")


class Annotator(Protocol):
    """What the steps need of a reader model (`sayso.annotate.load_reader` gives the real one)."""

    @property
    def version(self) -> str:
        """Name and version of the model, as it stands in the record."""

    def annotate(self, report: Report) -> Annotated:
        """The report with its words, sentences, tree, names and attribution fragments."""


def make_versions(reader: Annotator, rules: Rules | None = None) -> Versions:
    """The versions that stand in every record this reader makes by these rules (None: those that are shipped)."""
    known = rules or load_rules()
    return Versions(__version__, reader.version, known.version, known.gazetteer.version)


def make_refused(report: Report, refusal: Refusal, reader: Annotator, rules: Rules | None = None) -> Reading:
    """The reading of a report that was set aside: the report, the reason, and nothing else."""
    return Reading(report=report, versions=make_versions(reader, rules), refusal=refusal)


def read_report(report: Report, reader: Annotator, rules: Rules | None = None) -> Reading:
    """Everything that is read out of one report; a report without a sentence is refused (`no-sentence`).

    Without `rules` those that are shipped hold. Never raises for what a report holds, as `guard_reading` says.
    """
    known = rules or load_rules()
    return guard_reading(report, reader, lambda: _read(report, reader, known), known)


def guard_reading(
    report: Report, reader: Annotator, steps: Callable[[], Reading], rules: Rules | None = None
) -> Reading:
    """What `steps` gives, or the report refused where they fail, so that one report never stops the others.

    A fault of the program becomes the refusal `internal-error` (its traceback goes to the log `sayso`, level DEBUG).
    What ails every report alike (`SetupError`) is raised.
    """
    try:
        return steps()
    except SetupError:
        raise
    except SaysoError as error:
        refusal = Refusal(error.slug, error.reason, error.where or report.id, error.remedy)
    except MemoryError:
        remedy = "split it, or give the machine more memory"
        refusal = Refusal("too-costly", "reading it takes more memory than there is", report.id, remedy)
    except Exception as error:  # whatever it is, the next report is to be read
        _log.debug("report %r could not be read", report.id, exc_info=True)
        reason = f"a fault of sayso, not of the report ({type(error).__name__}: {error})"
        refusal = Refusal("internal-error", reason, report.id, "please report this bug, if you may with the text")
    return make_refused(report, refusal, reader, rules)


def _read(report: Report, reader: Annotator, rules: Rules) -> Reading:
    annotated = reader.annotate(report)
    sentences = tuple(Span.of(report.text, found.start_char, found.end_char) for found in annotated.sentences)
    if not sentences:
        reason = "no sentence was found in it" if report.text.strip() else "it is empty"
        refusal = Refusal("no-sentence", reason, report.id, "give a text with running prose")
        return make_refused(report, refusal, reader, rules)
    attributions = link_attributions(find_attributions(annotated), rules.actors, report.published)
    times = find_times(annotated)
    settings = Settings(find_places(annotated, rules.gazetteer), times, find_quantities(annotated, times))
    claims = link_claims(find_claims(annotated, attributions, rules.codebook, settings), rules.actors, report.published)
    return Reading(
        report,
        make_versions(reader, rules),
        sentences,
        attributions,
        claims,
        places=settings.places,
        times=settings.times,
        quantities=settings.quantities,
    )
