"""What all tests share: how much hypothesis tries, what may be skipped, and the example reports."""

from __future__ import annotations

import os
import shutil
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from tests.cli.strikes import make_strikes
from tests.postgres import find_server, fresh_database, running_server

PROJECT = Path(__file__).resolve().parents[1]
EXAMPLES = PROJECT / "examples" / "reports"
LONG = os.environ.get("SAYSO_LONG") == "1"
"""Whether the tests run at full size (`just long`)."""
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "chrome")

# A reading takes as long as its text is long, so no deadline; the same examples in every run, so that a test that
# fails here fails everywhere. What the full size finds is new each time: a failure prints how to repeat it.
settings.register_profile("ci", max_examples=50, deadline=None, derandomize=True)
settings.register_profile(
    "long", max_examples=1000, deadline=None, print_blob=True, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("long" if LONG else "ci")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Leave out what takes many seconds, so that the default ring takes less than two minutes."""
    if LONG or os.environ.get("SAYSO_REQUIRE"):
        return
    skip = pytest.mark.skip(reason="takes many seconds; SAYSO_REQUIRE=thorough runs this, and CI does")
    for item in items:
        if item.get_closest_marker("thorough"):
            item.add_marker(skip)


@pytest.fixture(scope="session", autouse=True)
def _mind_interrupts() -> None:
    """Programs that tests start can be interrupted, also where the tests run in the background of a script.

    There the shell has them ignore Ctrl-C, and what is ignored is inherited.
    """
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture(scope="session")
def require() -> Callable[[str, object], None]:
    """Skips a test whose means is not there; fails it where `SAYSO_REQUIRE` (names with commas) asks for that means."""
    asked_for = {name.strip() for name in os.environ.get("SAYSO_REQUIRE", "").split(",")}

    def check(name: str, found: object) -> None:
        if found:
            return
        if name in asked_for:
            pytest.fail(f"SAYSO_REQUIRE asks for {name}, but there is none on this machine")
        pytest.skip(f"no {name} on this machine")

    return check


@pytest.fixture(scope="session")
def browser(require: Callable[[str, object], None]) -> str:
    """The path of a Chromium; only where `SAYSO_REQUIRE` asks for a browser."""
    if "browser" not in os.environ.get("SAYSO_REQUIRE", ""):
        pytest.skip("the default ring opens no browser; SAYSO_REQUIRE=browser runs this")
    found = next((path for name in BROWSERS if (path := shutil.which(name))), None)
    require("browser", found)
    assert found
    return found


@pytest.fixture(scope="session")
def postgres(require: Callable[[str, object], None]) -> Iterator[str]:
    """The address of a PostgreSQL server that runs as long as the tests; only where `SAYSO_REQUIRE` asks for it."""
    if "postgres" not in os.environ.get("SAYSO_REQUIRE", ""):
        pytest.skip("the default ring starts no server; SAYSO_REQUIRE=postgres runs this")
    found = find_server()
    require("postgres", found)
    assert found
    with running_server(found) as address:
        yield address


_DATABASES = ["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)]


@pytest.fixture(params=_DATABASES)
def ledger_address(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """Where a ledger may be made: a file, and a database of a real server."""
    with _place_for_ledger(request, tmp_path) as address:
        yield address


@pytest.fixture(scope="module", params=_DATABASES)
def shared_ledger_address(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The same for a module's tests together, for those that only read."""
    with _place_for_ledger(request, tmp_path_factory.mktemp("ledger")) as address:
        yield address


@contextmanager
def _place_for_ledger(request: pytest.FixtureRequest, folder: Path) -> Iterator[str]:
    if request.param == "sqlite":
        yield str(folder / "ledger.db")
    else:
        with fresh_database(request.getfixturevalue("postgres")) as address:
            yield address


@pytest.fixture(scope="session")
def strikes(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The path of a linked ledger of a few invented reports (`tests/cli/strikes.py`), for tests that only read it."""
    return make_strikes(str(tmp_path_factory.mktemp("strikes") / "ledger.db"))


@pytest.fixture
def own_strikes(strikes: str, tmp_path: Path) -> str:
    """The path of a copy of that ledger, for a test that writes."""
    return str(shutil.copy(strikes, tmp_path / "ledger.db"))


@pytest.fixture(scope="session")
def project() -> Path:
    """The root of the checkout."""
    return PROJECT


@pytest.fixture(scope="session")
def examples() -> tuple[Path, ...]:
    """The example reports, in the order of their names."""
    return tuple(sorted(EXAMPLES.iterdir()))
