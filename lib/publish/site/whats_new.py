"""What is new since the last publication: two snapshots of the data, compared."""

from __future__ import annotations

import json
from typing import Any

from ...project import Project, replace_file
from .content import Material

Snapshot = dict[str, Any]


def snapshot(stuff: Material) -> Snapshot:
    """{"documents": {doc_id: year}, "figures": how many, "observations": {key: value}}; the key joins indicator, area, period, breakdown, status."""
    keys = ("indicator", "ref_area", "time_period", "breakdown", "status")
    return {
        "documents": {document.doc_id: document.year for document in stuff.documents},
        "figures": len(stuff.figures),
        "observations": {"|".join(row.get(key, "") for key in keys): row["obs_value"] for row in stuff.observations},
    }


def turn(project: Project, current: Snapshot) -> Snapshot | None:
    """Note `current` as published and return what was published before it, None for the first time.

    The note holds both, so that publishing the same data again, or after a kill, compares with the same one as before.
    """
    path = project.state / "published.json"
    try:
        noted = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError):
        noted = {"previous": None, "current": None}
    if noted["current"] != current:
        noted = {"previous": noted["current"], "current": current}
        replace_file(path, json.dumps(noted, ensure_ascii=False, sort_keys=True))
    return noted["previous"]


def changes(before: Snapshot | None, now: Snapshot) -> dict[str, list[Any]] | None:
    """{"documents", "gone", "added", "removed", "changed"}, each sorted; None for a first publication."""
    if before is None:
        return None
    old, new = before["observations"], now["observations"]
    return {
        "documents": sorted(now["documents"].keys() - before["documents"].keys()),
        "gone": sorted(before["documents"].keys() - now["documents"].keys()),
        "added": [(key, None, new[key]) for key in sorted(new.keys() - old.keys())],
        "removed": [(key, old[key], None) for key in sorted(old.keys() - new.keys())],
        "changed": [(key, old[key], new[key]) for key in sorted(old.keys() & new.keys()) if old[key] != new[key]],
    }
