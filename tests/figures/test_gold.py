"""The five documents against the labelled figures: thresholds that a change may not fall below."""

from __future__ import annotations

from pathlib import Path

import pytest

from lib import documents
from lib.figures import evaluation, extraction
from lib.project import CityStatsError, Project

GOLD = Path(__file__).parents[1] / "gold" / "figures.csv"


@pytest.fixture(scope="module")
def result() -> evaluation.Evaluation:
    loaded = documents.load(Project.find().raw)
    return evaluation.evaluate(
        GOLD, extraction.frame_of(row for document in loaded for row in extraction.extract(document))
    )


@pytest.mark.parametrize(("measure", "least"), [("detection", 0.99), ("quantity", 0.98), ("record", 0.95)])
def test_f1(result: evaluation.Evaluation, measure: str, least: float) -> None:
    assert result.core == 190
    assert result.scores[measure][2] >= least, result.text()


def test_gold_against_itself_is_perfect() -> None:
    gold = evaluation.read_gold(GOLD)
    judged = evaluation.evaluate(gold, gold)
    assert judged.false == 0 and {scores[2] for scores in judged.scores.values()} == {1.0}


def test_a_missed_a_wrong_and_a_false_figure_count() -> None:
    gold = evaluation.read_gold(GOLD)
    core = gold[gold["level"] == "core"].reset_index(drop=True)
    worse = core.drop(index=0)
    worse.loc[1, "unit"] = "头"
    worse.loc[len(core)] = {**core.loc[0].to_dict(), "start": 900000, "end": 900001}
    judged = evaluation.evaluate(core, worse)
    assert (judged.core, judged.found, judged.false) == (190, 189, 1)
    precision, recall, f1 = judged.scores["quantity"]
    assert (
        precision == pytest.approx(188 / 190) and recall == pytest.approx(188 / 190) and f1 == pytest.approx(188 / 190)
    )
    assert set(judged.errors["kind"]) == {"missed", "spurious", "unit"}


def test_a_gold_file_without_columns_is_named(tmp_path: Path) -> None:
    path = tmp_path / "gold.csv"
    path.write_text("doc_id,start\nx,1\n", "utf-8")
    with pytest.raises(CityStatsError, match=r"gold\.csv: columns missing: end"):
        evaluation.read_gold(path)
