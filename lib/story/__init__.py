"""Text made from the data: heads, headings and sentences that notebooks display between tables and charts."""

from lib.story.findings import findings, per_head, theme, themes
from lib.story.report import head, section
from lib.story.sections import evaluation, plan, profile, quality, theme_heading
from lib.story.trends import trends

__all__ = [
    "evaluation",
    "findings",
    "head",
    "per_head",
    "plan",
    "profile",
    "quality",
    "section",
    "theme",
    "theme_heading",
    "themes",
    "trends",
]
