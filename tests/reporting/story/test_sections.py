"""What is said of an area, a plan and the quality of the data."""

from __future__ import annotations

import re

from told import AREAS

from lib import lexicon, metrics
from lib.documents import plans
from lib.project import Project
from lib.reporting import story


def test_profile_plan_and_quality():
    held = set(metrics.observations()["ref_area"])
    bare = next(code for code, area in lexicon.areas().items() if area.level == "city" and code not in held)
    nothing = story.profile(metrics.profile(bare), metrics.compare(2022, areas=[bare]), bare).data
    assert f"没有收录{lexicon.areas()[bare].name_zh}的任何数字" in nothing
    text = story.profile(metrics.profile("441900"), metrics.compare(2022, areas=AREAS), "441900").data
    assert f"收录东莞市{len(metrics.profile('441900'))}项指标" in text
    plan = story.plan(plans.tasks_of("441900", 2024), metrics.targets(area="441900", year=2024), "441900", 2024).data
    assert "48项任务，分5个部分" in plan and "8项标为重点" in plan
    quality = story.quality(metrics.figures(), metrics.observations(), metrics.checks()).data
    assert f"共提取{len(metrics.figures())}个" in quality


def test_quality_says_what_readme_says():
    """The figures of README's table on unseen text stand in the report too."""
    readme = (Project.find().root / "README.md").read_text("utf-8")
    block = readme[readme.index("<!-- quality: begin") : readme.index("<!-- quality: end")]
    *_, unseen = [line for line in block.splitlines() if line.startswith("| ") and "documents" not in line]
    texts, figures, *scores = re.findall(r"\d[\d,.]*", unseen)
    for lang in ("zh", "en"):
        assert {texts, figures, *scores} <= set(re.findall(r"\d[\d,]*(?:\.\d+)?", story.unseen(lang).data))
