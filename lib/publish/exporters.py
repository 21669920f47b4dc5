"""`jupyter nbconvert --to citystats-html` and `--to citystats-pdf`: publish any executed notebook as the suite does."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from nbconvert.exporters import Exporter
from traitlets import Unicode, default

from ..project import CityStatsError
from . import blocks, html, pdf
from .blocks import Report


class _CityStatsExporter(Exporter):
    """Reads the outputs; code is never shown, so nbconvert's switches about inputs have nothing to do."""

    root = Unicode(
        help="How the folder reports/ (index.html, sources/) is reached from the file made; found out if empty"
    ).tag(config=True)

    def from_notebook_node(self, nb: Any, resources: Any = None, **kw: Any) -> tuple[Any, dict[str, Any]]:
        """The notebook in this format, and nbconvert's resources with the file's extension."""
        clean, resources = super().from_notebook_node(nb, resources, **kw)
        place = resources.get("metadata", {})
        if failed := _failure(clean):
            raise CityStatsError(
                f"{place.get('name') or 'notebook'}: {failed}; only a notebook that ran to its end is published"
            )
        return self.render(blocks.from_notebook(clean), self.root or _root(place), place.get("name", "")), resources

    def render(self, report: Report, root: str, name: str) -> str | bytes:
        raise NotImplementedError


class CityStatsHTMLExporter(_CityStatsExporter):
    """One self-contained page."""

    export_from_notebook = "CityStats HTML"
    output_mimetype = "text/html"

    @default("file_extension")
    def _file_extension_default(self) -> str:
        return ".html"

    def render(self, report: Report, root: str, name: str) -> str:
        return html.render(report, root=root, name=name, formats=())


class CityStatsPDFExporter(_CityStatsExporter):
    """A typeset PDF."""

    export_from_notebook = "CityStats PDF"
    output_mimetype = "application/pdf"

    @default("file_extension")
    def _file_extension_default(self) -> str:
        return ".pdf"

    def render(self, report: Report, root: str, name: str) -> bytes:
        return pdf.render(report, root=root, name=name)


def _failure(nb: Any) -> str:
    """Why an executed notebook is no report: a cell failed, or, where some were run, one was not."""
    cells = [cell for cell in nb.cells if cell.cell_type == "code" and cell.source.strip()]
    errors = [output for cell in cells for output in cell.outputs if output.output_type == "error"]
    if errors:
        return f"a cell failed ({errors[0].ename}: {errors[0].evalue})"
    ran = [cell.execution_count is not None for cell in cells]
    return "it stopped before its end" if any(ran) and not all(ran) else ""


def _root(place: dict[str, Any]) -> str:
    """How reports/ is reached from a file beside the notebook: found by looking for it there and above; else as from reports/<notebook>/."""
    folder = Path(place.get("path") or ".").resolve()
    for steps, above in enumerate((folder, *folder.parents)):
        if above.name == "reports" and (above / "sources").is_dir():
            return "../" * steps or "./"
        if (above / "reports" / "sources").is_dir():
            return "../" * steps + "reports/"
    return "../"
