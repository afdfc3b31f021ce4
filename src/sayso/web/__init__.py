"""The ledger in a browser: pages with their JSON twins, a map and a timeline, and the work of a coder."""

from sayso.web.app import make_app
from sayso.web.options import Options
from sayso.web.running import run

__all__ = ["Options", "make_app", "run"]
