"""Templates escape what comes from outside, and fail loudly where something is missing."""

from __future__ import annotations

import jinja2
import pytest

from sayso.export.templates import make_environment, read_file


@pytest.mark.parametrize(
    ("template", "expected"),
    [
        pytest.param("{{ text }}", "&lt;b&gt; a\n\x1b&amp;", id="escaped"),
        pytest.param("{{ text|visible }}", "&lt;b&gt; a \ufffd&amp;", id="on-one-line"),
        pytest.param("{{ text|shown }}", "&lt;b&gt; a\n\ufffd&amp;", id="with-its-lines"),
        pytest.param("{{ 'javascript:x'|safe_link }}{{ 'http://a.b/c'|safe_link }}", "http://a.b/c", id="links"),
    ],
)
def test_what_comes_from_outside_is_made_safe(template: str, expected: str) -> None:
    assert make_environment("sayso.export").from_string(template).render(text="<b> a\n\x1b&") == expected


def test_what_a_template_misses_is_an_error() -> None:
    environment = make_environment("sayso.export")
    with pytest.raises(jinja2.UndefinedError):
        environment.from_string("{{ missing }}").render()
    with pytest.raises(jinja2.TemplateNotFound):
        environment.get_template("missing.html.jinja")


def test_templates_are_found_in_a_folder() -> None:
    read = read_file("sayso.export", "briefing", "briefing.html.jinja")
    assert make_environment("sayso.export", "briefing").get_template("briefing.html.jinja").name
    assert read.startswith("{% from")
