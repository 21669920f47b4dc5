"""Parts of the site's data: scripts that enter what they hold under their name and can hold any text."""

from __future__ import annotations

import json

import pytest

from lib.publish.site import parts


@pytest.mark.parametrize("content", [[1, None, "律师"], {"a\u2028b": "c\u2029"}, ["</script>", '"', "\\"], []])
def test_a_part_reads_back_as_what_went_in(content: object) -> None:
    text = parts.script("s-1", content)
    assert text.startswith('(window.CITYSTATS??={})["s-1"]=')
    assert json.loads(text.partition('["s-1"]=')[2].removesuffix(";\n")) == content
    assert not {"\u2028", "\u2029"} & set(text), "ends of a line in a script"


def test_where_a_part_lies() -> None:
    assert parts.path("s-1") == "parts/s-1.js"
