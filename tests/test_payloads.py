"""What notebooks hand to pages has the shape that is declared, key by key, and survives JSON."""

from __future__ import annotations

import json
from typing import Any, NotRequired, get_args, get_origin, get_type_hints, is_typeddict

import pytest
from panels import about, frame, row

from lib import payloads
from lib.reporting import charts, parameters, story, tables

DATA = frame(
    row("lawyers", "441900", 4936, growth=5.0, growth_unit="percent"),
    row("lawyers", "440310", 165, **about(165)),
    row("lawyers", "440700", None),
)


def conforms(value: Any, shape: Any, path: str = "") -> None:
    """Asserts that `value` is of the type `shape`, with neither a key missing nor one too many."""
    if is_typeddict(shape):
        hints = get_type_hints(shape)
        marked = get_type_hints(shape, include_extras=True)
        needed = {key for key, hint in marked.items() if get_origin(hint) is not NotRequired}
        assert needed <= set(value) <= set(hints), f"{path}: {sorted(value)}"
        for key, child in value.items():
            conforms(child, hints[key], f"{path}.{key}")
    elif get_origin(shape) is list:
        assert isinstance(value, list), path
        for number, child in enumerate(value):
            conforms(child, get_args(shape)[0], f"{path}[{number}]")
    elif get_args(shape):  # X | None
        if value is not None:
            (inner,) = [one for one in get_args(shape) if one is not type(None)]
            conforms(value, inner, path)
    else:
        assert isinstance(value, (int, float) if shape is float else shape), f"{path}: {value!r}"


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_everything_shown_has_its_shape(lang: str) -> None:
    run = parameters.validate("yearly_comparison", {"year": 2023, "areas": ["441900"], "language": lang})
    shown = [
        (payloads.TABLE, payloads.TablePayload, tables.overview(DATA, lang)),
        (payloads.TABLE, payloads.TablePayload, tables.missing(DATA, lang)),
        (payloads.CHART, payloads.ChartPayload, charts.theme(DATA[DATA["obs_value"].notna()], "lawyers", lang)),
        (payloads.KEY_FIGURES, payloads.KeyFiguresPayload, story.key_figures.of_comparison(DATA, lang)),
        (payloads.REPORT, payloads.ReportPayload, story.head("yearly_comparison", run)),
    ]
    for kind, shape, thing in shown:
        payload = thing._repr_mimebundle_()[kind]
        conforms(payload, shape, kind)
        assert json.loads(json.dumps(payload, allow_nan=False)) == payload


def test_the_test_sees_a_key_too_many_or_too_few() -> None:
    for wrong in ({"mark": "a"}, {"mark": "a", "text": "b", "more": "c"}, {"mark": 1, "text": "b"}):
        with pytest.raises(AssertionError):
            conforms(wrong, payloads.NotePayload)
