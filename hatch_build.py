"""Makes the index of places when a wheel is built, from the packages that `build-system.requires` pins."""

import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

INDEX = Path("src/sayso/gazetteer/places.idx")


class PlacesHook(BuildHookInterface):  # type: ignore[type-arg]
    """Adds `sayso/gazetteer/places.idx` to the wheel, made anew where what it is made from has changed since."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Make the index; `version` is "standard" or "editable"."""
        root = Path(self.root)
        path = root / INDEX
        sys.path.insert(0, str(root / "src"))
        try:
            from sayso.gazetteer.packing import pack  # noqa: PLC0415 - found on the path set just now

            if version == "editable" and _is_fresh(path):
                self.app.display_info(f"{INDEX} is up to date")
            else:
                self.app.display_info(f"{INDEX}: {pack(path)} places")
        finally:
            sys.path.remove(str(root / "src"))
        build_data["artifacts"].append(str(INDEX))


def _is_fresh(path: Path) -> bool:
    sources = (*path.parent.glob("*.py"), *path.parent.glob("*.toml"), path.parents[1] / "codebook" / "countries.toml")
    return path.is_file() and path.stat().st_mtime > max(source.stat().st_mtime for source in sources)
