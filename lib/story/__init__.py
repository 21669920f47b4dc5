"""Text made from the data: heads, headings and sentences that notebooks display between tables and charts."""

from lib.story.findings import findings
from lib.story.report import head, section

__all__ = ["findings", "head", "section"]
