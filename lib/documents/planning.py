"""The tasks of an area's plans for a year, from all the registered documents that hold one."""

from __future__ import annotations

import pandas as pd

from ..project import Project
from . import plans, register


def tasks(area: str, year: int, project: Project | None = None) -> pd.DataFrame:
    """Columns of plans.tasks and doc_id: the plans of `area` for `year`, and what its report of the year before plans; may be empty."""
    found = []
    for document in register.load((project or Project.find()).raw):
        if document.ref_area == area and _plans_for(document, year):
            found.append(plans.tasks(document).assign(doc_id=document.doc_id))
    filled = [table for table in found if len(table)]
    return pd.concat(filled, ignore_index=True) if filled else pd.DataFrame(columns=[*plans.COLUMNS, "doc_id"])


def _plans_for(document: register.Document, year: int) -> bool:
    due = {"plan": document.year, "report": str(int(document.year) + 1) if document.year.isdigit() else ""}
    return due.get(document.doc_type) == str(year)
