"""YAML that users write, params files and corrections: read within bounds, with values that mean what they look like."""

from __future__ import annotations

import re
from collections.abc import Hashable
from pathlib import Path
from typing import Any

import yaml

from .project import CityStatsError

MOST = 200_000  # bytes


class _Plain(yaml.SafeLoader):  # type: ignore[misc]
    """YAML in which a key stands once and nothing is named to be repeated (aliases, with which a short file fills the memory)."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Hashable, Any]:
        seen: set[Hashable] = set()
        for key, _ in node.value:
            if isinstance(key.value, str) and key.value in seen:
                raise yaml.constructor.ConstructorError(None, None, f"{key.value} stands twice", key.start_mark)
            seen.add(key.value if isinstance(key.value, str) else id(key))
        answer: dict[Hashable, Any] = super().construct_mapping(node, deep)
        return answer

    def compose_node(self, parent: yaml.Node | None, index: Any) -> yaml.Node | None:
        if self.check_event(yaml.AliasEvent):
            mark = self.peek_event().start_mark
            raise yaml.composer.ComposerError(None, None, "aliases (*name) are not read; write the value out", mark)
        node: yaml.Node | None = super().compose_node(parent, index)
        return node


class _Literal(_Plain):
    """The same, where 0123, 12:30, 1_000, yes and on are texts and not 83, 750, 1000 and true."""


_Literal.yaml_implicit_resolvers = {
    first: [
        (tag, pattern) for tag, pattern in found if tag.rpartition(":")[2] not in ("int", "float", "bool", "timestamp")
    ]
    for first, found in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
_Literal.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile(r"^(?:true|false)$"), list("tf"))
_Literal.add_implicit_resolver("tag:yaml.org,2002:int", re.compile(r"^-?(?:0|[1-9]\d*)$"), list("-0123456789"))
_Literal.add_implicit_resolver("tag:yaml.org,2002:float", re.compile(r"^-?(?:0|[1-9]\d*)\.\d+$"), list("-0123456789"))


def read(path: Path, name: str, literal: bool = False) -> Any:
    """What a YAML file holds; None for an empty one. `name` is what an error calls it.

    literal: only plain decimals are numbers. Raises CityStatsError for what cannot be read, with the reason and the line.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        raise CityStatsError(f"{name}: cannot be read: {error.strerror or error}") from None
    if len(data) > MOST:
        raise CityStatsError(f"{name}: {len(data):,} bytes; such a file has at most {MOST:,}")
    try:
        return yaml.load(data.decode("utf-8-sig"), _Literal if literal else _Plain)
    except UnicodeDecodeError:
        raise CityStatsError(f"{name}: not UTF-8 (GBK or UTF-16?); save it as UTF-8") from None
    except yaml.YAMLError as error:
        raise CityStatsError(f"{name}: not valid YAML: {error}") from None
    except RecursionError:
        raise CityStatsError(f"{name}: nested too deeply; such a file needs two levels") from None
    except (ValueError, OverflowError) as error:  # a date or number that is none
        raise CityStatsError(f"{name}: {error}; put texts in quotes") from None
