"""What a reader sees of a web page is what is read: nothing hidden, struck or raised, and nothing lost."""

from __future__ import annotations

import pytest

from lib.documents.readers import read_bytes

FRAME = "<p>全县司法行政工作平稳推进，各项任务按时完成，群众满意度不断提高。</p>"


def page(body: str) -> str:
    return read_bytes(f"<html><body>{FRAME}{body}{FRAME}</body></html>".encode(), "x.html").text


@pytest.mark.parametrize(
    "body",
    [
        "<p style='visibility:hidden'>办理77件</p>",
        "<p style='display: none'>办理77件</p>",
        "<p>甲<span style='font-size:0'>办理77件</span></p>",
        "<p>甲<span style='color:#fff; font-size: 0px;'>办理77件</span></p>",
        "<p aria-hidden='true'>办理77件</p>",
        "<div hidden>办理77件</div>",
        "<p style='opacity:0'>办理77件</p>",
        "<style>.ht,#x .y{display:none} .b{color:red}</style><p class='ht'>办理77件</p>",
        "<p><del>办理77件</del></p>",
        "<p><s>办理77件</s><strike>77</strike></p>",
        "<p style='text-decoration: line-through'>办理77件</p>",
        "<ruby>甲<rt>77</rt></ruby>",
    ],
)
def test_hidden_and_struck_text_of_a_page_is_not_read(body: str) -> None:
    assert "77" not in page(body)


@pytest.mark.parametrize(
    "body",
    [
        "<p style='font-size:0.9em'>办理77件</p>",
        "<p style='opacity:0.8'>办理77件</p>",
        "<p style='font-size:06px'>办理77件</p>",
        "<p><ins>办理77件</ins></p>",
        "<form><p>办理77件，调解88件，均已按期办结，群众评价良好，无一投诉。</p></form>",
    ],
)
def test_shown_text_of_a_page_is_read(body: str) -> None:
    assert "77件" in page(body)


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ("现有58<sup>1</sup>家", "现有58家"),
        ("现有58<sup>[2]</sup>家", "现有58家"),
        ("现有58<sup>①</sup>家", "现有58家"),
        ("现有58<sup>注1</sup>家", "现有58家"),
        ("大厅120m<sup>2</sup>", "大厅120m²"),
        ("约3×10<sup>4</sup>件", "约3×10⁴件"),
    ],
)
def test_superscripts_of_a_page(body: str, text: str) -> None:
    assert text in page(f"<p>{body}</p>")


@pytest.mark.parametrize(
    "shape",
    [
        "<html><body><div>首页</div></body></html>{}",
        "<html><body><div>首页</div></body>{}</html>",
        "<html><head></head><body>{}</body></html></body></html>",
        "<html><body><p>首页</p></html><html><body>{}</body></html>",
    ],
)
def test_a_page_that_ends_early_or_twice_is_read_to_its_end(shape: str) -> None:
    article = f"<div><h1>某县司法局工作总结</h1>{FRAME}<p>现有律师66人，办理案件77件。</p></div>"
    assert "律师66人，办理案件77件" in read_bytes(shape.format(article).encode(), "x.html").text


@pytest.mark.parametrize(
    "holder",
    [
        "<div class='TRS_Editor'><style>.TRS_Editor P{{margin:0}}</style><div class='Custom_UnionStyle'>{}</div></div>",
        "<div id='zoom'><!--<$[信息内容]>begin-->{}<!--<$[信息内容]>end--></div>",
        "<td class='bt_content'><div id='barrierfree_container'>{}</div></td>",
    ],
)
def test_pages_of_the_usual_systems(holder: str) -> None:
    menu = "<ul class='nav'><li><a>首页</a></li><li><a>公开</a></li><li><a>办事</a></li></ul>"
    html = f"<html><body>{menu}{holder.format(FRAME + '<p>调解纠纷345件。</p>')}<div class='footer'>您是第99999位访客</div></body></html>"
    text = read_bytes(html.encode(), "x.html").text
    assert "345件" in text and "99999" not in text and "首页" not in text


def test_a_page_of_frames_says_so() -> None:
    reading = read_bytes(
        b"<html><body><p>\xe6\xad\xa3\xe6\x96\x87</p><iframe src='a.html'></iframe></body></html>", "x.html"
    )
    assert any("frame" in warning for warning in reading.warnings)
