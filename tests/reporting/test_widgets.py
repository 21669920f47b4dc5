"""The explorer's widgets without a browser: what they show for a choice, and what for a fault."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import ipywidgets as widgets
import pandas as pd
import pytest
from made import figure, figures, observe

from lib.reporting.widgets import attempt, offline, paste, put, search, upload
from lib.wording import speak


def fail(text: str) -> Any:
    raise ValueError(f"{text}: cannot be read")


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_text_is_shown_and_a_fault_is_said_in_words(lang: str) -> None:
    assert attempt(len, "四个字符", lang) == 4
    assert speak(lang)("explore.empty") in attempt(fail, " \n", lang).data
    shown = attempt(fail, "x.doc", lang)
    assert list(shown.columns) == [speak(lang)("explore.error")] and shown.iloc[0, 0] == "x.doc: cannot be read"


def test_a_fault_of_the_program_is_not_hidden() -> None:
    def broken(text: str) -> Any:
        raise KeyError(text)

    with pytest.raises(KeyError):
        attempt(broken, "文", "zh")


def test_what_an_output_shows_is_replaced() -> None:
    output = widgets.Output()
    put(output, pd.DataFrame({"件": [12]}), "甲")
    assert len(output.outputs) == 2 and "12" in output.outputs[0]["data"]["text/html"]
    put(output, "乙")
    assert [one["data"]["text/plain"] for one in output.outputs] == ["'乙'"]


def test_a_pasted_text_is_read_at_once_and_again_on_a_click() -> None:
    seen: list[str] = []

    def show(text: str) -> str:
        seen.append(text)
        return text

    box, button, _ = paste(show, "zh", "律师12人").children
    box.value = "律师13人"
    button.click()
    assert seen == ["律师12人", "律师13人"]


def test_an_uploaded_file_is_read_under_its_own_name_and_not_kept() -> None:
    seen: list[Path] = []

    def show(text: str) -> str:
        path = Path(text)
        seen.append(path)
        return path.read_text("utf-8")

    chooser, result = upload(show).children
    chooser.value = (
        {
            "name": "../总结.txt",
            "type": "",
            "size": 9,
            "content": "律师12人".encode(),
            "last_modified": dt.datetime(2024, 1, 1, tzinfo=dt.UTC),
        },
    )
    (path,) = seen
    assert path.name == "总结.txt" and not path.exists()
    assert result.outputs[0]["data"]["text/plain"] == "'律师12人'"


def test_a_search_table_says_names_for_codes() -> None:
    offline()
    html = search(figures(figure("lawyers", 4936), figure("", 7)), "figures", "en").data
    assert "Practising lawyers" in html and "Dongguan" in html and "4,936" in html
    assert ">441900<" not in html
    assert "执业律师人数" in search(observe(figure("lawyers", 4936)), "observations").data
