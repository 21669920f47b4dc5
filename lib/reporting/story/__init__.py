"""Text made from the data: heads, key figures, headings and sentences that notebooks display between tables and charts."""

from . import key_figures
from .comparison import findings, per_head, theme, themes
from .headings import head, section
from .over_time import trends
from .sections import evaluation, plan, profile, quality, theme_heading, unseen

__all__ = [
    "evaluation",
    "findings",
    "head",
    "key_figures",
    "per_head",
    "plan",
    "profile",
    "quality",
    "section",
    "theme",
    "theme_heading",
    "themes",
    "trends",
    "unseen",
]
