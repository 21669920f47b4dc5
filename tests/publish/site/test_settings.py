"""params/site.yml: what a publisher decides; what is wrong in it is named."""

from __future__ import annotations

from pathlib import Path

import pytest

from lib.project import CityStatsError, Project
from lib.publish.site import settings


def read(root: Path, text: str | bytes | None) -> settings.Settings:
    project = Project(root)
    if text is not None:
        project.params.mkdir(exist_ok=True)
        (project.params / settings.NAME).write_bytes(text if isinstance(text, bytes) else text.encode())
    return settings.read(project)


@pytest.mark.parametrize("text", [None, "", "# nothing yet\n"])
def test_without_a_word_the_defaults_hold(tmp_path: Path, text: str | None) -> None:
    assert read(tmp_path, text) == settings.Settings()


def test_what_is_said_holds(tmp_path: Path) -> None:
    made = read(
        tmp_path,
        "contact: {zh: 来信, en: Write}\ncontact_href: mailto:a@example.org\nkey_indicators: [lawyers, law_firms]\n",
    )
    assert (made.contact.zh, made.contact.en) == ("来信", "Write")
    assert made.contact_href == "mailto:a@example.org" and made.key_indicators == ("lawyers", "law_firms")


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("contcat: x\n", "contcat"),
        ("contact: {zh: 来信}\n", "contact.en"),
        ("contact_href: javascript:alert(1)\n", "contact_href"),
        ("contact_href: mailto:nobody\n", "contact_href"),
        ("key_indicators: [lawyers, lawers]\n", "no indicator lawers"),
        ("key_indicators: [\n", "not valid YAML"),
        ("- a list\n", "params/site.yml"),
        (b"\xff\xfe\xfa", "not valid YAML"),
    ],
)
def test_what_is_wrong_is_named(tmp_path: Path, text: str | bytes, fault: str) -> None:
    with pytest.raises(
        CityStatsError, match=rf"(?s)^params/site\.yml: .*{fault}" if "params" not in fault else "^params/site"
    ):
        read(tmp_path, text)
