"""Who may ask for a page, and what a page may do: checked before any page is made, and said in every answer."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from collections.abc import Awaitable, Callable, Iterable, MutableMapping
from http.cookies import CookieError, SimpleCookie
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

from sayso.web.options import Options

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]

FORM, VISITOR, TOKEN, LOOK = "form", "sayso-visitor", "sayso-token", "sayso-look"
"""The field of a form that shows that it came from a page of ours; the names of the cookies."""
_SAFE = frozenset(("GET", "HEAD", "OPTIONS"))
_LARGEST_FORM = 65_536
_MOST_FIELDS = 200
_OPEN = ("/enter", "/static/")
"""What is given to whoever asks, so that there is a page on which to give the token."""


class Guard:
    """An application behind all checks: host, token, and for what changes anything, that it came from our own page."""

    def __init__(self, app: App, options: Options, *, secret: bytes | None = None) -> None:
        self._app, self._options = app, options
        self._secret = secret or secrets.token_bytes(32)
        self._headers = tuple(_list_headers(options))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request, or hand it on."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        asked = _Asked(scope)
        visitor = asked.cookies.get(VISITOR) or ""
        is_new = len(visitor) != 32 or not visitor.isalnum()
        if is_new:
            visitor = secrets.token_hex(16)
        scope["sayso.form"], scope["sayso.fields"] = self._sign(visitor), {}
        cookies = [_cookie(VISITOR, visitor, asked)] if is_new else []
        send = _adding(send, self._headers, cookies)
        if not self._is_known_host(asked):
            await _refuse(send, 421, "This is not the name of this server.")
        elif not self._is_let_in(asked):
            await self._ask_for_token(asked, send, cookies)
        elif asked.method in _SAFE:
            await self._app(scope, receive, send)
        else:
            await self._change(asked, visitor, receive, send)

    def _sign(self, visitor: str) -> str:
        return hmac.new(self._secret, visitor.encode(), hashlib.sha256).hexdigest()

    def _is_known_host(self, asked: _Asked) -> bool:
        """A page elsewhere could point its own name at this machine (DNS rebinding); the browser tells that name."""
        hosts = self._options.hosts
        return hosts is None or asked.hostname in hosts

    def _is_let_in(self, asked: _Asked) -> bool:
        token = self._options.token
        if token is None or asked.path.startswith(_OPEN):
            return True
        shown = (asked.cookies.get(TOKEN), asked.header("authorization").removeprefix("Bearer "))
        return any(is_same(one, self.seal(token)) or is_same(one, token) for one in shown if one)

    def seal(self, token: str) -> str:
        """What the cookie holds in place of the token itself."""
        return hmac.new(self._secret, b"token:" + token.encode(), hashlib.sha256).hexdigest()

    async def _ask_for_token(self, asked: _Asked, send: Send, cookies: list[bytes]) -> None:
        token = self._options.token or ""
        if asked.method in _SAFE and is_same(asked.query.get("token", [""])[0], token):
            left = urlencode([(k, v) for k, values in asked.query.items() for v in values if k != "token"])
            cookies.append(_cookie(TOKEN, self.seal(token), asked))
            await _redirect(send, asked.path + (f"?{left}" if left else ""))
        elif asked.path.endswith(".json") or asked.method not in _SAFE:
            await _refuse(send, 401, "A token is needed: send it as a header, Authorization: Bearer TOKEN.")
        else:
            await _redirect(send, "/enter?" + urlencode({"to": asked.path}))

    async def _change(self, asked: _Asked, visitor: str, receive: Receive, send: Send) -> None:
        """Hand on what changes something if it comes from a page of ours, by the browser and by the form's sign."""
        body = await _read(receive)
        if body is None:
            await _refuse(send, 413, "The form is too large.")
            return
        fields = _parse_form(asked, body)
        if fields is None:
            await _refuse(send, 400, "The form cannot be read.")
            return
        shown = asked.header("x-sayso-form") or fields.get(FORM, [""])[0]
        foreign = not _is_own_page(asked)
        if foreign or not is_same(shown, self._sign(visitor)):
            await _refuse(
                send,
                403,
                "The form is not from a page of this server, or the server was started anew: load the page again.",
            )
            return
        asked.scope["sayso.fields"] = fields
        await self._app(asked.scope, _replaying(body), send)


class _Asked:
    """What a request says of itself."""

    def __init__(self, scope: Scope) -> None:
        self.scope, self.method, self.path = scope, str(scope["method"]), str(scope["path"])
        self._headers: dict[str, str] = {}
        for name, value in scope["headers"]:
            self._headers.setdefault(name.decode("latin-1").lower(), value.decode("latin-1"))
        self.host = self.header("host")
        try:
            self.hostname = (urlsplit(f"//{self.host}").hostname or "").casefold()
        except ValueError:
            self.hostname = ""
        self.query = parse_qs(scope["query_string"].decode("latin-1"), keep_blank_values=True)
        self.cookies = _read_cookies(self.header("cookie"))

    def header(self, name: str) -> str:
        return self._headers.get(name, "")

    @property
    def is_secure(self) -> bool:
        return self.scope.get("scheme") == "https" or self.header("x-forwarded-proto") == "https"


def _is_own_page(asked: _Asked) -> bool:
    """Whether a browser would say that a page of ours sends it.

    A page that tells no referrer sends its forms with the origin "null"; Sec-Fetch-Site then tells where it is from.
    """
    origin, site = asked.header("origin"), asked.header("sec-fetch-site")
    if origin == "null":
        return site == "same-origin"
    if origin and urlsplit(origin).netloc != asked.host:
        return False
    return site in {"", "same-origin", "none"}


def is_same(one: str, other: str) -> bool:
    """Whether two secrets are the same, in a time that does not tell how much of them is."""
    return hmac.compare_digest(one.encode(), other.encode())


def make_cookie(name: str, value: str, *, seconds: int | None = None) -> str:
    """A cookie's header: sent to this server only, and from its own pages only."""
    lasting = f"; Max-Age={seconds}" if seconds is not None else ""
    return f"{name}={value}; Path=/; HttpOnly; SameSite=Strict{lasting}"


def _cookie(name: str, value: str, asked: _Asked) -> bytes:
    return (make_cookie(name, value) + ("; Secure" if asked.is_secure else "")).encode("latin-1")


def _read_cookies(header: str) -> dict[str, str]:
    try:
        return {name: morsel.value for name, morsel in SimpleCookie(header).items()}
    except CookieError:
        return {}


def _list_headers(options: Options) -> Iterable[tuple[bytes, bytes]]:
    tiles = f" {options.tiles_origin}" if options.tiles_origin else ""
    policy = (
        "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; "
        f"img-src 'self' data:{tiles}; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
    )
    headers = {
        "Content-Security-Policy": policy,
        "X-Content-Type-Options": "nosniff",
        "X-Frame-Options": "DENY",
        "Referrer-Policy": "no-referrer",
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    }
    return [(name.lower().encode(), value.encode("latin-1")) for name, value in headers.items()]


def _adding(send: Send, headers: Iterable[tuple[bytes, bytes]], cookies: list[bytes]) -> Send:
    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            own = list(message.get("headers", ()))
            names = {name for name, _ in own}
            own += [header for header in headers if header[0] not in names]
            if b"cache-control" not in names:
                own.append((b"cache-control", b"no-store"))
                own += [(b"set-cookie", cookie) for cookie in cookies]
            message = {**message, "headers": own}
        await send(message)

    return sending


async def _read(receive: Receive) -> bytes | None:
    """The whole body; None where it is too large."""
    parts, size = [], 0
    while True:
        message = await receive()
        part = message.get("body", b"")
        size += len(part)
        if size > _LARGEST_FORM:
            return None
        parts.append(part)
        if message["type"] == "http.disconnect" or not message.get("more_body"):
            return b"".join(parts)


def _parse_form(asked: _Asked, body: bytes) -> dict[str, list[str]] | None:
    if not body:
        return {}
    if not asked.header("content-type").startswith("application/x-www-form-urlencoded"):
        return None
    try:
        return parse_qs(body.decode("utf-8"), keep_blank_values=True, max_num_fields=_MOST_FIELDS)
    except ValueError:
        return None


def _replaying(body: bytes) -> Receive:
    async def receive() -> Message:
        return {"type": "http.request", "body": body, "more_body": False}

    return receive


async def _refuse(send: Send, status: int, words: str) -> None:
    headers = [(b"content-type", b"text/plain; charset=utf-8")]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": words.encode() + b"\n"})


async def _redirect(send: Send, to: str) -> None:
    # A path that begins with two slashes would be another server's name.
    place = "/" + to.lstrip("/\\")
    headers = [(b"location", place.encode("latin-1", "replace"))]
    await send({"type": "http.response.start", "status": 303, "headers": headers})
    await send({"type": "http.response.body", "body": b""})
