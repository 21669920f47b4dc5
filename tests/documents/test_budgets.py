"""Limits of one document: what is over one is refused with the way to allow more."""

from __future__ import annotations

import io
import zipfile

import pytest

from lib.documents import budgets
from lib.project import CityStatsError


@pytest.mark.parametrize("name", sorted(budgets.LIMITS))
def test_as_much_as_is_allowed_passes_and_one_more_does_not(name: str) -> None:
    most = budgets.LIMITS[name].most
    budgets.hold(name, most)
    with pytest.raises(budgets.OverBudgetError, match=rf"CITYSTATS_MAX_{name.upper()}=\d+$"):
        budgets.hold(name, most + 1)


def test_the_message_says_how_much_is_read_and_what_to_set(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CITYSTATS_MAX_CELLS", "1500")
    with pytest.raises(budgets.OverBudgetError) as refused:
        budgets.hold("cells", 1501)
    assert str(refused.value) == (
        "has or needs more than 1,500 table cells, the most that is read of one document; "
        "split it, or allow more: CITYSTATS_MAX_CELLS=6000"
    )


@pytest.mark.parametrize(("given", "most"), [("7", 7), ("2000000", 2_000_000), ("", 100_000)])
def test_the_environment_sets_a_limit(given: str, most: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CITYSTATS_MAX_CELLS", given)
    assert budgets.allowed("cells") == most


@pytest.mark.parametrize("given", ["0", "-3", "1.5", "many", "１００", "1e6"])
def test_a_limit_that_is_no_number_is_named(given: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CITYSTATS_MAX_CELLS", given)
    with pytest.raises(CityStatsError, match=r"CITYSTATS_MAX_CELLS=.*whole number above 0"):
        budgets.allowed("cells")


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (RecursionError(), "levels of things inside one another"),
        (MemoryError(), "megabytes of memory"),
        (budgets.OverBudgetError("pages"), "3,000 pages"),
    ],
)
def test_what_ran_out_is_said(error: BaseException, words: str) -> None:
    assert words in budgets.over(error)


def package(*sizes: int) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for number, size in enumerate(sizes):
            made.writestr(f"part{number}.xml", bytes(size))
    return out.getvalue()


def test_a_package_is_judged_by_what_it_unpacks_to(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CITYSTATS_MAX_PART", "2")
    monkeypatch.setenv("CITYSTATS_MAX_UNPACKED", "3")
    one = 2**20
    data = package(one, 2 * one)
    assert len(data) < one / 20, "small on the disk"
    budgets.hold_package(data)
    with pytest.raises(budgets.OverBudgetError, match="CITYSTATS_MAX_PART"):
        budgets.hold_package(package(2 * one + 1))
    with pytest.raises(budgets.OverBudgetError, match="CITYSTATS_MAX_UNPACKED"):
        budgets.hold_package(package(one, one, one, 9))


def test_a_damaged_package_is_left_to_its_reader() -> None:
    budgets.hold_package(b"PK\x03\x04 no zip")
