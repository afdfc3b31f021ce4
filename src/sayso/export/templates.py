"""Templates that lie in a package beside the code that fills them: everything that comes from outside is escaped."""

from __future__ import annotations

from importlib.resources import files
from typing import TYPE_CHECKING

from sayso.model.visible import safe_link, visible_lines, visible_text

if TYPE_CHECKING:
    import jinja2


def make_environment(package: str, folder: str = "") -> jinja2.Environment:
    """What loads the templates of a package, or of a folder in it.

    Templates can ask for `visible` text on one line, for text as it is `shown` with its lines, and for a `safe_link`.
    """
    import jinja2  # noqa: PLC0415 - only pages need it, and it is slow to load

    def load(name: str) -> str | None:
        try:
            return read_file(package, folder, name)
        except FileNotFoundError:
            return None

    environment = jinja2.Environment(
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        loader=jinja2.FunctionLoader(load),
    )
    environment.filters.update(shown=visible_lines, visible=visible_text, safe_link=safe_link)
    return environment


def read_file(package: str, *path: str) -> str:
    """The text of a file that lies in a package."""
    return files(package).joinpath(*path).read_text(encoding="utf-8")
