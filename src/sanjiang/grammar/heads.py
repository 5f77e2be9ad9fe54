"""The last words of noun phrases that name a project, a facility or a park."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from typing import Literal

from sanjiang.library.data_files import data_path

HeadClass = Literal["project", "facility", "park"]
NOT_A_HEAD = r"(?![师机技大学院部化制法库单组]|清单|名单|机械|技术|总承包|类|起重|车)"


@cache
def head_pattern() -> re.Pattern[str]:
    """Return a pattern with one named group for each `HeadClass`, longest words first."""
    data = tomllib.loads(data_path("grammar", "heads.toml").read_text(encoding="utf-8"))
    classes = {word: name for name in ("project", "facility", "park") for word in data[name]}
    groups = "|".join(
        f"(?P<{c}>"
        + "|".join(re.escape(w) for w in sorted((w for w in classes if classes[w] == c), key=len, reverse=True))
        + ")"
        for c in ("park", "facility", "project")
    )
    return re.compile(f"(?:{groups}){NOT_A_HEAD}")


@cache
def general_pattern() -> re.Pattern[str]:
    """Return a pattern that matches a phrase made of general words only ("一批重点")."""
    data = tomllib.loads(data_path("grammar", "heads.toml").read_text(encoding="utf-8"))
    words = "|".join(re.escape(w) for w in sorted(data["general"], key=len, reverse=True))
    return re.compile(rf"(?:{words}|[的等、和及与“”\s])*")
