"""Words for readers, in Chinese and English: texts of messages.yml, numbers, periods and names as they are written."""

from . import messages, phrasing
from .messages import Messages, speak
from .phrasing import name_of

__all__ = ["Messages", "messages", "name_of", "phrasing", "speak"]
