"""No parameters that a notebook's model accepts make it fail: its own cells, run in this process with drawn parameters."""

import ast
import json
import os
from pathlib import Path
from typing import Any

import IPython.display
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lib import lexicon
from lib.project import Project
from lib.reporting import parameters

ROOT = Path(__file__).resolve().parents[2]
DRAWN = int(os.environ.get("CITYSTATS_EXAMPLES", "4"))  # per notebook; more of them for a thorough run
# areas with documents, with reference values only, with nothing; a county; the nation
AREAS = ["441900", "440700", "440310", "440000", "440100", "440300", "110000", "130100", "440304", "000000", "东莞市"]


def shown(notebook: str, given_parameters: dict[str, Any]) -> list[Any]:
    """What the notebook's cells display, every object rendered as JupyterLab would."""
    found: list[Any] = []
    cells = json.loads((ROOT / "notebooks" / f"{notebook}.ipynb").read_text("utf-8"))["cells"]
    sources = [("".join(cell["source"]), cell) for cell in cells if cell["cell_type"] == "code"]
    namespace: dict[str, Any] = {}
    for source, cell in sources:
        if "parameters" in cell["metadata"].get("tags", []):
            exec(source, namespace)
            namespace.update(given_parameters)
            continue
        body = ast.parse(source)
        last = body.body.pop() if body.body and isinstance(body.body[-1], ast.Expr) else None
        exec(compile(body, notebook, "exec"), namespace)
        if last is not None:
            found.append(eval(compile(ast.Expression(last.value), notebook, "eval"), namespace))
    return found


@pytest.fixture(autouse=True)
def displayed(monkeypatch) -> list[Any]:
    """Objects given to display(), rendered; in the project of this repository."""
    found: list[Any] = []

    def display(*objects: Any, **options: Any) -> None:
        found.extend(objects)
        for item in objects:
            render = getattr(item, "_repr_mimebundle_", None)
            assert render is None or render()

    monkeypatch.setattr(IPython.display, "display", display)
    monkeypatch.setenv("CITYSTATS_ROOT", str(ROOT))
    return found


CRASHES = [
    ("yearly_comparison", {"year": 2022, "areas": ["441900"], "match": "exact"}),
    ("yearly_comparison", {"year": 2022, "areas": ["110000", "130100"]}),
    ("yearly_comparison", {"year": 2023, "themes": ["notary"], "match": "exact"}),
    ("yearly_comparison", {"year": 1990, "areas": ["440304"], "per": "lawyers"}),
    ("yearly_comparison", {"year": 2023, "areas": ["441900", "440304"], "per": "population"}),
    ("yearly_comparison", {"year": 2024, "areas": [], "language": "en"}),
    ("area_profile", {"area": "440304", "year": 2023, "areas": ["110000"]}),
    ("area_profile", {"area": "000000", "year": 2023, "per": "lawyers"}),
    ("area_profile", {"area": "441900", "year": 2022, "areas": ["441900"]}),
    ("plan_targets", {"area": "440310", "year": 1999}),
    ("plan_targets", {"area": "110000", "year": 2024, "language": "en"}),
    ("data_quality", {"areas": ["110000"], "first_year": 2001, "last_year": 2001, "gold": ""}),
    ("indicator_trend", {"areas": ["110000"], "themes": ["notary"]}),
    ("indicator_trend", {"areas": ["441900"], "themes": [], "first_year": 2050, "last_year": 2050}),
    ("explore", {"areas": ["110000"], "year": 1990}),
]


@pytest.mark.parametrize(("notebook", "values"), CRASHES, ids=[f"{name}-{n}" for n, (name, _) in enumerate(CRASHES)])
def test_parameters_with_little_or_no_data_make_a_report(notebook, values, displayed):
    outputs = shown(notebook, values)
    assert outputs
    assert len(displayed) >= 2


def drawn(notebook: str) -> st.SearchStrategy[dict[str, Any]]:
    """Parameters of a notebook's model, every field left out at times."""
    areas = st.lists(st.sampled_from(AREAS), max_size=4)
    years = st.integers(2017, 2026)
    themes = st.lists(st.sampled_from(sorted(lexicon.themes())), max_size=2)
    kinds = {
        "area": st.sampled_from(AREAS),
        "areas": areas,
        "year": years,
        "themes": themes,
        "indicators": st.lists(st.sampled_from(sorted(lexicon.indicators())), max_size=3),
        "match": st.sampled_from(["exact", "nearest"]),
        "max_gap": st.integers(0, 4),
        "per": st.sampled_from(["none", "population", "lawyers"]),
        "language": st.sampled_from(["zh", "en"]),
        "first_year": st.integers(2015, 2020),
        "last_year": st.integers(2020, 2026),
        "gold": st.just(""),
    }
    fields = parameters.MODELS[notebook].model_fields
    needed = {name: kinds[name] for name in fields if fields[name].is_required()}
    return st.fixed_dictionaries(needed, optional={name: kinds[name] for name in fields if name not in needed})


@pytest.mark.parametrize("notebook", sorted(parameters.MODELS))
@settings(
    max_examples=DRAWN, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
@given(data=st.data())
def test_drawn_parameters_make_a_report(notebook, data):
    assert shown(notebook, data.draw(drawn(notebook)))


def test_the_notebooks_of_the_repository_are_all_drawn():
    assert {path.stem for path in Project(ROOT).notebooks.glob("*.ipynb")} == set(parameters.MODELS)
