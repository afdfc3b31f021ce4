"""The server itself."""

from __future__ import annotations

import uvicorn

from sayso.ledger import Ledger
from sayso.web.app import make_app
from sayso.web.options import Options

_PATIENCE_SECONDS = 3


def run(ledger: Ledger, options: Options) -> None:
    """Serve the pages of an open ledger until Ctrl-C. SetupError for options by which anybody could come in."""
    uvicorn.run(
        make_app(ledger, options),
        host=options.host,
        port=options.port,
        log_level="error",
        access_log=False,
        server_header=False,
        proxy_headers=bool(options.proxy),
        timeout_graceful_shutdown=_PATIENCE_SECONDS,
    )
