"""A briefing of one incident or of a day, as one self-contained page or as a PDF."""

from sayso.export.briefing.cases import Case, Copied, covers, weigh
from sayso.export.briefing.html import write_html
from sayso.export.briefing.pdf import check_pdf, write_pdf
from sayso.export.briefing.reviving import revive_incident
from sayso.export.briefing.views import BriefingView, Edition, view_briefing

__all__ = [
    "BriefingView",
    "Case",
    "Copied",
    "Edition",
    "check_pdf",
    "covers",
    "revive_incident",
    "view_briefing",
    "weigh",
    "write_html",
    "write_pdf",
]
