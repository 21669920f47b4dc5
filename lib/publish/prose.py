"""Markdown → prose blocks and inline nodes, plain JSON; markup never survives as markup, only as these nodes.

Inline nodes: {"type": "text", "text"} · {"type": "strong" | "emphasis" | "strike", "children"} · {"type": "code", "text"}
· {"type": "link", "href", "title", "children"} · {"type": "break"}.
Blocks: heading (level, inline), paragraph (inline), quote (blocks), list (ordered, start, items of blocks), code (text), rule,
and table in the shape of the notebooks' table payload.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Any

import mistune

Node = dict[str, Any]

_parse = mistune.create_markdown(renderer=None, plugins=["table", "strikethrough"])
_FULL = "—…“”‘’·"  # neutral in Unicode, a full em in a Chinese font
_SPANS = {"strong": "strong", "emphasis": "emphasis", "strikethrough": "strike"}
_SAFE_LINK = re.compile(r"(?:https?://|mailto:|#|\.{0,2}/)|[^:/?#]*(?:[/?#]|$)", re.IGNORECASE)
_SEAM = re.compile(r"(?<=[\u4e00-\u9fff])(?=[0-9A-Za-z])|(?<=[0-9A-Za-z])(?=[\u4e00-\u9fff])")
# what neither XML nor a PDF font knows: control characters and lone surrogates
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


def clean(text: Any) -> str:
    """`text` as a string without control characters, which no output format can carry."""
    return _UNPRINTABLE.sub("", "" if text is None else str(text))


def safe_href(href: Any) -> str:
    """`href` if it is http(s), mailto or relative, else "" (javascript:, data:, file: and the like never reach a page)."""
    address = clean(href).strip().replace("\n", "").replace("\t", "")
    return address if _SAFE_LINK.match(address) else ""


def text_node(text: Any) -> Node:
    return {"type": "text", "text": clean(text)}


def plain(inline: list[Node]) -> str:
    """The text of inline nodes without their markup."""
    return "".join(node.get("text", "") + plain(node.get("children", [])) for node in inline)


def is_wide(char: str) -> bool:
    """Whether `char` takes a full em: Chinese characters and full-width punctuation."""
    return unicodedata.east_asian_width(char) in "WF"


def width(text: str) -> float:
    """About how wide `text` is set, in ems: 1 for a full-width character, 0.56 for any other, a quarter between Chinese and digits."""
    return sum(1.0 if is_wide(char) or char in _FULL else 0.56 for char in text) + 0.25 * len(_SEAM.findall(text))


def blocks(markdown: str) -> list[Node]:
    """The blocks of a Markdown text."""
    tokens = _parse(clean(markdown))
    return _blocks(tokens if isinstance(tokens, list) else [])


def _blocks(tokens: list[Node]) -> list[Node]:
    return [block for token in tokens if (block := _block(token))]


def _block(token: Node) -> Node | None:
    kind, children = token["type"], token.get("children", [])
    match kind:
        case "heading":
            return {"type": "heading", "level": token["attrs"]["level"], "inline": inline(children)}
        case "paragraph" | "block_text":
            return {"type": "paragraph", "inline": inline(children)}
        case "block_quote":
            return {"type": "quote", "blocks": _blocks(children)}
        case "list":
            items = [_blocks(item["children"]) for item in children]
            return {
                "type": "list",
                "ordered": token["attrs"]["ordered"],
                "start": token["attrs"].get("start", 1),
                "items": items,
            }
        case "block_code":
            return {"type": "code", "text": token["raw"].rstrip("\n")}
        case "thematic_break":
            return {"type": "rule"}
        case "table":
            return _table(children)
        case "block_html":
            return {"type": "paragraph", "inline": [text_node(token["raw"].strip())]}
    return None


def _table(parts: list[Node]) -> Node:
    head, *bodies = parts
    columns = [{"key": str(i), "label": plain(inline(cell["children"]))} for i, cell in enumerate(head["children"])]
    rows = [
        {"cells": [_cell(inline(cell["children"])) for cell in row["children"]]}
        for body in bodies
        for row in body["children"]
    ]
    return {"type": "table", "columns": columns, "rows": rows}


def _cell(nodes: list[Node]) -> Node:
    link = next((node for node in nodes if node["type"] == "link"), {})
    return {"text": plain(nodes), "href": link.get("href"), "title": link.get("title")}


def inline(tokens: list[Node]) -> list[Node]:
    """mistune's inline tokens as inline nodes; neighbouring texts are joined."""
    found: list[Node] = []
    for position, token in enumerate(tokens):
        following = _first_char(tokens[position + 1]) if position + 1 < len(tokens) else ""
        for node in _inline(token, plain(found)[-1:], following):
            if node["type"] == "text" and found and found[-1]["type"] == "text":
                found[-1] = text_node(found[-1]["text"] + node["text"])
            else:
                found.append(node)
    return found


def _inline(token: Node, before: str, after: str) -> list[Node]:
    kind = token["type"]
    if kind in _SPANS:
        return [{"type": _SPANS[kind], "children": inline(token["children"])}]
    if kind == "codespan":
        return [{"type": "code", "text": token["raw"]}]
    if kind == "link":
        return _link(token)
    if kind == "linebreak" or (kind == "inline_html" and re.fullmatch(r"<br\s*/?>", token["raw"], re.IGNORECASE)):
        return [{"type": "break"}]
    if kind == "softbreak":  # between Chinese characters a line end in the source is not a space
        return [text_node("" if any(is_wide(char) for char in before + after) else " ")]
    if "children" in token:  # an image in prose becomes its alternative text
        return inline(token["children"])
    return [text_node(token.get("raw", ""))]


def _link(token: Node) -> list[Node]:
    children = inline(token["children"])
    href = safe_href(token["attrs"]["url"])
    if not href:
        return children
    return [{"type": "link", "href": href, "title": clean(token["attrs"].get("title") or ""), "children": children}]


def _first_char(token: Node) -> str:
    if "raw" in token:
        answer: str = token["raw"][:1]
        return answer
    return _first_char(token["children"][0]) if token.get("children") else ""
