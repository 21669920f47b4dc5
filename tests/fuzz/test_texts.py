"""extract() on structured Chinese text that nobody wrote: only CityStatsError, figures lie in the text, values are finite."""

import math

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from lib import documents, metrics
from lib.figures import extraction
from lib.project import CityStatsError

NUMERALS = [
    "3",
    "0",
    "12.5",
    "1,234",
    "４９３６",
    "两三",
    "十",
    "三千二百零五",
    "1.2",
    "九千亿",
    "百分之三",
    "-5",
    "+2.3",
    "1e400",
    "inf",
    "nan",
    "½",
    "①",
]
WORDS = [
    "全市", "执业律师", "律师事务所", "法律援助案件", "人民调解", "调解成功率", "公证处", "共有", "新增", "同比增长", "下降", "达到", "逾", "近", "不少于",
    "其中", "分别为", "截至2022年底", "2021年", "去年", "上半年", "东莞市", "各区", "《条例》", "第3条", "12348热线", "计划", "年均", "至", "-", "—", "~", "个半",
]  # fmt: skip
UNITS = [
    "人",
    "家",
    "件",
    "%",
    "万元",
    "亿元",
    "个百分点",
    "宗",
    "千",
    "万",
    "倍",
    "次",
    "名",
    "所",
    "",
    "余件",
    "多人",
    "分之一",
    "平方米",
]
BREAKS = [
    "",
    "",
    "",
    ",",
    "。",
    ";",
    "、",
    "\n",
    "\r\n",
    " ",
    "\u3000",
    "\t",
    "\n\n",
    "(",
    ")",
    "|",
    "\u200b",
    "\x00",
    "\ud800",
    "\u202e",
    "\x1b[31m",
]

pieces = st.one_of(*(st.sampled_from(words) for words in (NUMERALS, WORDS, UNITS, BREAKS)))
texts = st.lists(pieces, max_size=60).map("".join)


def checked(text: str) -> int:
    """How many figures `text` has, each of which must lie where it says and have finite values."""
    document = documents.read(text.encode("utf-8", "surrogatepass") or b" x", year="2022", ref_area="441900")
    rows = list(extraction.extract(document))
    for row in rows:
        assert document.text[row["start"] : row["end"]] == row["text"]
        assert math.isfinite(row["value"])
        assert all(bound is None or not math.isinf(bound) for bound in (row["lower"], row["upper"]))
    return len(rows)


@settings(max_examples=150)
@given(texts)
@example("投入资金3-\n万元")
@example("10至\n万元")
@example("两三十千")
@example("案件1000-1500件")
@example("共1000003000000人")
@example("增长1e400%")
@example("(" * 3000 + "律师4936人" + ")" * 3000)
def test_structured_text_gives_figures_that_lie_in_it(text):
    try:
        checked(text)
    except CityStatsError as error:
        assert str(error)


@settings(max_examples=100)
@given(st.text(max_size=400))
@example("好" * 86)
@example("好" * 1365)
@example("\ud800律师4936人")
@example("a" * 255)
@example("x\x00y")
def test_any_string_is_a_text_or_the_name_of_a_file_that_is_not_there(text):
    try:
        metrics.extract(text)
    except CityStatsError as error:
        assert str(error)


@pytest.mark.parametrize(
    ("text", "wrong"),
    [("受理案件1000-1500件。", 0), ("共有1000003000000人。", 0), ("增长1e400%。", math.inf), ("律师inf人。", math.inf)],
)
def test_numbers_that_were_misread_once(text, wrong):
    assert wrong not in list(metrics.extract(text)["value"])


GROWING = {
    "blank lines": "\n", "spaces": " ", "tabs": "\t", "numbers with points": "1.", "lone digits": "1 ", "commas": "1,", "brackets": "(",
    "closing brackets": ")", "headings": "一、", "bars": "|", "numerals": "一", "years": "2022年", "areas": "东莞市", "colons": ":", "quotes": "《",
    "percent": "增长12.5%,", "figures": "律师4936人、", "sentences": "全市执业律师4936人。", "bullets": "■", "dashes": "1-", "fractions": "分之", "ands": "和",
    "line feeds": "\r\n", "hanzi": "律", "names": "第一", "plus": "+", "letters": "a", "rows": "律师\t4936\n", "ordinals": "(一)\n",
}  # fmt: skip


def steps(work) -> int:
    """Function calls of `work`: what it costs, counted, since a clock tells of the machine."""
    import sys

    count = 0

    def called(_frame, event, _argument):
        nonlocal count
        count += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(called)
    try:
        work()
    finally:
        sys.setprofile(before)
    return count


@pytest.mark.parametrize("what", GROWING)
def test_twice_the_text_costs_twice_the_work(what):
    piece = GROWING[what]
    checked(piece * 50 + "律师4936人")  # what is read once
    small, large = (steps(lambda size=size: checked(piece * size + "律师4936人")) for size in (600, 1200))
    assert large < 2.6 * small + 2000


@pytest.mark.parametrize("what", GROWING)
def test_a_long_text_of_one_thing_is_read(what):
    """20,000 characters: what grows with the square would not end here."""
    checked(GROWING[what] * (20_000 // len(GROWING[what])) + "。\n全市执业律师4936人。")
