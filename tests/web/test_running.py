"""The server as a process: several workers share an address, what one signs another takes, and Ctrl-C ends them all."""

from __future__ import annotations

import http.client
import os
import re
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import suppress

import pytest

HOST = "127.0.0.1"


@pytest.fixture(params=[2])
def server(own_strikes: str, request: pytest.FixtureRequest) -> Iterator[tuple[subprocess.Popen[bytes], str]]:
    with socket.socket() as found:
        found.bind((HOST, 0))
        port = found.getsockname()[1]
    given = ["serve", "--ledger", own_strikes, "--port", str(port), "--workers", str(request.param), "--quiet"]
    process = subprocess.Popen(
        [sys.executable, "-m", "sayso", *given], stderr=subprocess.PIPE, start_new_session=True
    )  # a group of its own, as a terminal gives it
    try:
        yield process, f"http://{HOST}:{port}"
    finally:
        process.kill()
        process.communicate()


def _ask(address: str, form: bytes | None = None, **headers: str) -> tuple[int, str, str]:
    asked = urllib.request.Request(address, form, headers)
    begun = time.monotonic()
    while True:
        try:
            with urllib.request.urlopen(asked, timeout=10) as answer:
                return answer.status, answer.read().decode(), answer.headers.get("set-cookie", "")
        except ConnectionError:
            raise
        except urllib.error.URLError:
            if time.monotonic() - begun > 30:
                raise
            time.sleep(0.1)


@pytest.mark.thorough
def test_workers_share_an_address_and_end_together(server: tuple[subprocess.Popen[bytes], str]) -> None:
    process, base = server
    status, page, cookie = _ask(f"{base}/")
    assert (status, "3 incidents" in page) == (200, True)
    sign = re.search(r'name="form" value="([0-9a-f]+)"', page)
    assert sign
    for look in ("dark", "light") * 4:  # whichever of them answers
        form = f"form={sign[1]}&look={look}&back=/robots.txt".encode()
        assert _ask(f"{base}/look", form, Cookie=cookie.partition(";")[0], Origin=base)[0] == 200
    process.send_signal(signal.SIGINT)
    assert process.wait(20) == 0
    with pytest.raises(urllib.error.URLError):
        urllib.request.urlopen(f"{base}/", timeout=2)


@pytest.mark.thorough
@pytest.mark.parametrize("server", [1, 2], indirect=True)
def test_ctrl_c_ends_it_quietly_while_some_wait(server: tuple[subprocess.Popen[bytes], str]) -> None:
    process, base = server
    _ask(f"{base}/robots.txt")
    waiting = [threading.Thread(target=_wait_for_a_page, args=(base,), daemon=True) for _ in range(8)]
    for one in waiting:
        one.start()
    time.sleep(0.3)
    os.killpg(process.pid, signal.SIGINT)
    begun = time.monotonic()
    assert process.wait(20) == 0
    assert time.monotonic() - begun < 10  # two seconds where nothing else is at work
    assert process.stderr
    assert process.stderr.read() == b""
    for one in waiting:
        one.join(10)
        assert not one.is_alive()


def _wait_for_a_page(base: str) -> None:
    with suppress(OSError, http.client.HTTPException), urllib.request.urlopen(f"{base}/disputes", timeout=30) as answer:
        answer.read()
