"""Makes the picture in the README from the program: python docs/make_images.py (needs Chromium)."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[1]
REPORT = PROJECT / "examples" / "reports" / "el-obeid-convoy.txt"
PICTURE = PROJECT / "docs" / "images" / "page.png"
SIZE = "1200,1240"
SHOWN_CLAIM = "#r1-c1"
"""Whose card is open: one near the top, so that the page need not scroll."""
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "chrome")
_QUIET = (
    "--headless",
    "--disable-gpu",
    "--hide-scrollbars",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


def main() -> int:
    """Read the example, open its page, take its picture."""
    browser = next((path for name in BROWSERS if (path := shutil.which(name))), None)
    if browser is None:
        print("no Chromium on this machine (apt install chromium)", file=sys.stderr)
        return 1
    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder, "page.html")
        subprocess.run(
            [sys.executable, "-m", "sayso", "read", str(REPORT), "--format", "html", "--output", str(page)], check=True
        )
        PICTURE.parent.mkdir(exist_ok=True)
        subprocess.run(
            # As root in a container there is no sandbox to be had; the page is ours and fetches nothing.
            [browser, *_QUIET, "--no-sandbox", f"--user-data-dir={folder}/profile", f"--window-size={SIZE}",
             f"--screenshot={PICTURE}", page.as_uri() + SHOWN_CLAIM],
            check=True, capture_output=True, timeout=120,
        )  # fmt: skip
    print(f"wrote {PICTURE.relative_to(PROJECT)}, {PICTURE.stat().st_size / 1000:.0f} kB")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
