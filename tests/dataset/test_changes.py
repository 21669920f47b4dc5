import made
import pytest
from made import figure

from lib.dataset import build, changes
from lib.project import CityStatsError, Project

SENTENCE = {"sentence": "全市现有律师事务所373家、执业律师4936人。"}


def state(tmp_path, name: str, *rows: dict, at: int = 0):
    """A folder of data/processed made of `rows`, the first figure standing at offset `at`."""
    root = tmp_path / name
    (root / "data/raw").mkdir(parents=True)
    (root / "data/raw/sources.csv").write_text("doc_id,title\n441900-2022,报告\n", "utf-8")
    figures = made.figures(*rows)
    build.write(
        Project(root),
        build.build(
            Project(root), figures.assign(start=figures["start"] + at, end=figures["end"] + at), made.sources()
        ),
    )
    return root / "data/processed"


def lawyers(value: float, **fields) -> dict:
    return figure("lawyers", value, **{"prefix": "律师事务所373家、执业律师"} | SENTENCE | fields)


def firms(value: float = 373) -> dict:
    return figure("law_firms", value, prefix="全市现有律师事务所", **SENTENCE)


@pytest.fixture
def between(tmp_path):
    def compared(old: list, new: list, at: int = 0) -> changes.Changes:
        return changes.diff(state(tmp_path, "old", *old), state(tmp_path, "new", *new, at=at))

    return compared


def rows(found: changes.Changes, table: str = "observations") -> list[tuple]:
    chosen = found.table[found.table["table"].eq(table)]
    return list(chosen[["kind", "indicator", "field", "old", "new"]].itertuples(index=False, name=None))


def test_the_same_data_has_no_changes(between):
    found = between([lawyers(4936), firms()], [lawyers(4936), firms()])
    assert not found
    assert "相同" in found.markdown("zh")
    assert "same data" in found.markdown("en")


def test_a_changed_value_with_its_sentence(between):
    found = between([lawyers(4936)], [lawyers(4963)])
    assert rows(found) == [("changed", "lawyers", "obs_value", "4,936", "4,963")]
    assert rows(found, "figures") == [("changed", "lawyers", "text", "4936", "4963")]
    words = found.markdown("zh")
    assert "东莞市2022年执业律师人数：数值由“4,936”改为“4,963”" in words
    assert "原句：全市现有律师事务所373家、执业律师4936人。" in words
    assert "Dongguan 2022 Practising lawyers: value from “4,936” to “4,963”" in found.markdown("en")


def test_added_and_removed(between):
    found = between([lawyers(4936)], [firms()])
    assert rows(found) == [
        ("added", "law_firms", "obs_value", "", "373"),
        ("removed", "lawyers", "obs_value", "4,936", ""),
    ]
    assert "新增1，删除1，修改0" in found.markdown("zh")


def test_a_changed_flag_is_a_change(between):
    found = between([lawyers(4936)], [lawyers(4936, qualifier="over")])
    assert ("changed", "lawyers", "qualifier", "exact", "over") in rows(found)
    assert ("changed", "lawyers", "upper", "4,936", "") in rows(found)


def test_offsets_that_move_are_no_change(between):
    found = between([lawyers(4936), firms()], [lawyers(4936), firms()], at=100)
    assert rows(found) == []
    assert rows(found, "figures") == []


def test_words_changed_before_a_figure_keep_it_the_same(between):
    found = between([lawyers(4936, suffix="人,增长")], [lawyers(4936, suffix="人,增长", prefix="执业律师已有")])
    assert rows(found, "figures") == []


def test_a_new_finding_is_told_in_its_own_words(between):
    found = between([lawyers(4936)], [lawyers(4936), lawyers(5000, prefix="另有律师")])
    assert [row[0] for row in rows(found, "checks")] == ["added"]
    assert "可能所指不同" in found.markdown("zh")
    assert "nothing tells which" in found.markdown("en")


def test_a_folder_without_tables_is_an_error(tmp_path):
    with pytest.raises(CityStatsError, match=r"figures\.csv"):
        changes.diff(tmp_path, tmp_path)
