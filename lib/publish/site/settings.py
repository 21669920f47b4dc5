"""params/site.yml: what the publisher of a site decides, beside the reports: whom to write to, which numbers open the index."""

from __future__ import annotations

from typing import Annotated

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from ...lexicon import codelists
from ...project import CityStatsError, Project

NAME = "site.yml"


class Bilingual(BaseModel):
    """A text in both languages."""

    model_config = ConfigDict(extra="forbid")
    zh: str
    en: str


class Settings(BaseModel):
    """`contact` says whom to write to, `contact_href` (mailto: or https:) how; `key_indicators` open the index."""

    model_config = ConfigDict(extra="forbid")
    contact: Bilingual = Bilingual(
        zh="数字与原文不符、有缺漏或有疑问，请告知提供本站的单位，并附上该数字卡片上的链接；更正后写入修订记录。",
        en="If a number differs from its document, is missing or raises a question, please tell the office that gave you this site, with the link on the number's card; corrections are entered in the revision log.",
    )
    contact_href: Annotated[str, Field(pattern=r"^(mailto:[^\s@]+@[^\s@]+|https?://\S+)?$")] = ""
    key_indicators: tuple[str, ...] = ()

    @field_validator("key_indicators")
    @classmethod
    def _known(cls, names: tuple[str, ...]) -> tuple[str, ...]:
        if unknown := [name for name in names if name not in codelists.indicators()]:
            raise ValueError(f"no indicator {', '.join(unknown)}; their ids stand in lib/lexicon/indicators.yml")
        return names


def read(project: Project) -> Settings:
    """The project's settings, or the defaults where it has none. CityStatsError for a file that says something else."""
    path = project.params / NAME
    if not path.is_file():
        return Settings()
    try:
        return Settings(**(yaml.safe_load(path.read_text("utf-8")) or {}))
    except (yaml.YAMLError, UnicodeDecodeError, TypeError) as error:
        raise CityStatsError(f"params/{NAME}: not valid YAML, mend it there: {error}") from None
    except ValidationError as error:
        first = error.errors()[0]
        raise CityStatsError(f"params/{NAME}: {'.'.join(map(str, first['loc']))}: {first['msg']}") from None
