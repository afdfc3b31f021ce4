"""One request to one machine, whose answer is read within limits of time and size."""

from __future__ import annotations

import io
import socket
import ssl
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from http.client import HTTPException, HTTPResponse
from typing import Any

from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import HTTPError
from urllib3.response import BaseHTTPResponse

from sayso.intake.inflating import BodyError, TooLargeError, join_body
from sayso.intake.pacing import Deadline
from sayso.intake.urls import Url
from sayso.model import InputError

CHUNK_BYTES = 65_536
_LATER = "try later, or check the address in a browser"


@dataclass(frozen=True, slots=True)
class Limits:
    """What an answer may take: to be connected, for the next bytes, and in size. A body can also be `cut` there."""

    connect_seconds: float
    read_seconds: float
    max_bytes: int
    cut: bool = False


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server said. `headers` go by their names in any case; only status 200 and 203 have a body."""

    status: int
    headers: Mapping[str, str]
    body: bytes = b""


class Requester:
    """Asks machines. It looks no name up and follows nothing; certificates are checked against the system's."""

    def __init__(self) -> None:
        self._tls: ssl.SSLContext | None = None

    def ask(
        self, url: Url, machines: tuple[str, ...], headers: Mapping[str, str], *, limits: Limits, deadline: Deadline
    ) -> Answer:
        """The answer of the first of `machines` that can be connected to. InputError where none comes of it."""
        try:
            connection = self._connect(url, machines, limits, deadline)
            try:
                connection.request("GET", url.target, headers={"Host": url.authority, **headers}, preload_content=False)
                return _read_answer(connection.getresponse(), limits)
            finally:
                connection.close()
        except TooLargeError:
            reason = f"it is larger than the limit of {limits.max_bytes:,} bytes"
            raise InputError("too-large", reason, where=str(url), remedy="raise the limit with --max-size") from None
        except BodyError as error:
            raise InputError(
                "bad-answer", f"the server's answer is broken: {error}", where=str(url), remedy=_LATER
            ) from error
        except (HTTPError, HTTPException, OSError) as error:
            raise _describe_failure(error, url) from error

    def _connect(self, url: Url, machines: tuple[str, ...], limits: Limits, deadline: Deadline) -> HTTPConnection:
        """A connection to the very address that was checked: urllib3 is given no name that it could look up anew."""
        for number, machine in enumerate(machines, 1):
            connection = self._make_connection(url, machine, deadline.limit(limits.connect_seconds))
            connection.response_class = _time_response(limits.read_seconds, deadline)
            try:
                connection.connect()
            except (HTTPError, OSError) as error:
                connection.close()
                if number == len(machines) or isinstance(error, ssl.SSLError):
                    raise
            else:
                return connection
        raise OSError("no machine to connect to")

    def _make_connection(self, url: Url, machine: str, seconds: float) -> HTTPConnection:
        if url.scheme == "http":
            return HTTPConnection(machine, url.port, timeout=seconds)
        if self._tls is None:
            self._tls = ssl.create_default_context()
        name = url.host.rstrip(".")
        return HTTPSConnection(machine, url.port, timeout=seconds, server_hostname=name, ssl_context=self._tls)


class _TimedSocket(io.RawIOBase):
    """What comes in on a socket; each wait ends with the deadline, so that a byte now and then cannot hold us."""

    def __init__(self, raw: socket.SocketIO, sock: socket.socket, seconds: float, deadline: Deadline) -> None:
        self._raw, self._sock, self._seconds, self._deadline = raw, sock, seconds, deadline

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any, /) -> int | None:
        self._sock.settimeout(self._deadline.limit(self._seconds))
        return self._raw.readinto(buffer)

    def close(self) -> None:
        self._raw.close()
        super().close()


def _time_response(seconds: float, deadline: Deadline) -> type[HTTPResponse]:
    """A kind of response that reads everything, headers too, against the deadline."""

    class TimedResponse(HTTPResponse):
        def __init__(
            self, sock: socket.socket, debuglevel: int = 0, method: str | None = None, url: str | None = None
        ) -> None:
            super().__init__(sock, debuglevel, method, url)
            self.fp.close()
            self.fp = io.BufferedReader(_TimedSocket(sock.makefile("rb", buffering=0), sock, seconds, deadline))

    return TimedResponse


def _read_answer(response: BaseHTTPResponse, limits: Limits) -> Answer:
    try:
        if response.status not in (200, 203):
            return Answer(response.status, response.headers)
        stated = response.headers.get("Content-Length", "")
        if (
            stated.isascii()
            and stated.isdigit()
            and len(stated) < 20
            and int(stated) > limits.max_bytes
            and not limits.cut
        ):
            raise TooLargeError
        encoding = response.headers.get("Content-Encoding", "")
        body = join_body(_read_chunks(response), encoding=encoding, limit=limits.max_bytes, cut=limits.cut)
        return Answer(response.status, response.headers, body)
    finally:
        response.close()


def _read_chunks(response: BaseHTTPResponse) -> Iterator[bytes]:
    while chunk := response.read(CHUNK_BYTES, decode_content=False):
        yield chunk


def _describe_failure(error: Exception, url: Url) -> InputError:
    """The error in words: a chain of exceptions has the one that tells somewhere in it."""
    where = str(url)
    for one in _chain(error):
        if isinstance(one, ssl.SSLCertVerificationError):
            reason = f"the server cannot prove that it is {url.host} ({one.verify_message})"
            remedy = "check the address and this machine's clock and certificates; SSL_CERT_FILE names others"
            return InputError("bad-certificate", reason, where=where, remedy=remedy)
        if isinstance(one, TimeoutError):
            return InputError("too-slow", "the server takes too long", where=where, remedy=_LATER)
    if isinstance(error, ssl.SSLError):
        return InputError("no-connection", "no secure connection comes about", where=where, remedy=_LATER)
    for one in _chain(error):
        if isinstance(one, OSError) and not isinstance(error, HTTPException):
            reason = f"no connection comes about, or it breaks off ({one.strerror or 'no answer'})"
            return InputError("no-connection", reason, where=where, remedy=_LATER)
    return InputError("bad-answer", "the server's answer is broken, or ends too early", where=where, remedy=_LATER)


def _chain(error: BaseException | None) -> Iterator[BaseException]:
    while error is not None:
        yield error
        error = error.__cause__ or error.__context__
