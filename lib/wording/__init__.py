"""wording."""

from .messages import Messages, speak

__all__ = ["Messages", "speak"]
