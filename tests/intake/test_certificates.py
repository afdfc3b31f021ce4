"""Over TLS a server must prove that it is the host that was asked for, though it is connected to by its number."""

from __future__ import annotations

import shutil
import ssl
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from sayso.intake.fetching import Fetcher, FetchSettings
from sayso.model import InputError
from tests.intake.sites import Page, Site, open_site

SETTINGS = FetchSettings(connect_seconds=2, read_seconds=2, page_seconds=4, delay_seconds=0, allow_private=True)


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory, require: Callable[[str, object], None]) -> Path:
    """Certificate and key of news.example in one file, made anew, so that no key lies about."""
    openssl = shutil.which("openssl")
    require("openssl", openssl)
    file = tmp_path_factory.mktemp("tls") / "news.pem"
    command = (
        f"{openssl} req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -subj /CN=news.example "
        f"-addext subjectAltName=DNS:news.example -addext keyUsage=critical,digitalSignature,keyCertSign"
    )
    made = subprocess.run([*command.split(), "-keyout", file, "-out", "-"], capture_output=True, check=True)
    with file.open("ab") as out:
        out.write(made.stdout)
    return file


@pytest.fixture
def names() -> list[str | None]:
    return []


@pytest.fixture
def site(certificate: Path, names: list[str | None]) -> Iterator[Site]:
    tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    tls.load_cert_chain(certificate)
    tls.sni_callback = lambda _socket, name, _context: names.append(name)
    with open_site({"/page": Page(b"hello"), "/slow": Page([b"."] * 500, drip=0.05)}, tls=tls) as site:
        yield site


def fetch(site: Site, host: str, path: str = "/page", settings: FetchSettings = SETTINGS) -> bytes:
    with Fetcher(settings, resolve=lambda _host, _port: ("127.0.0.1",)) as fetcher:
        return fetcher.fetch(site.url(path, host=host, scheme="https")).data


@pytest.mark.parametrize("host", ["news.example", "news.example."])
def test_a_server_that_proves_its_name(
    site: Site, names: list[str | None], host: str, certificate: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    assert fetch(site, host) == b"hello"
    assert set(names) == {"news.example"}
    assert site.headers[0]["Host"] == f"{host}:{site.port}"


@pytest.mark.parametrize(
    ("host", "trusted"),
    [
        pytest.param("other.example", True, id="another host's certificate"),
        pytest.param("127.0.0.1", True, id="a number that it does not hold"),
        pytest.param("news.example", False, id="signed by nobody known"),
    ],
)
@pytest.mark.parametrize("obey_robots", [True, False])
def test_a_server_that_does_not(
    site: Site, host: str, trusted: bool, obey_robots: bool, certificate: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if trusted:
        monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    settings = FetchSettings(delay_seconds=0, allow_private=True, obey_robots=obey_robots)
    with pytest.raises(InputError, match=f"cannot prove that it is {host}") as caught:
        fetch(site, host, settings=settings)
    assert caught.value.slug == "bad-certificate"
    assert "SSL_CERT_FILE" in caught.value.remedy
    assert site.asked == []


def test_a_server_that_drips_is_left_over_tls_too(
    site: Site, certificate: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    settings = FetchSettings(page_seconds=0.5, delay_seconds=0, allow_private=True)
    with pytest.raises(InputError, match="takes too long") as caught:
        fetch(site, "news.example", "/slow", settings)
    assert caught.value.slug == "too-slow"


def test_a_server_that_does_not_speak_tls() -> None:
    with open_site({"/page": Page(b"hello")}) as site, pytest.raises(InputError) as caught:
        fetch(site, "news.example")
    assert caught.value.slug == "no-connection"
