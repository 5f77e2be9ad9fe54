"""The block elements of an HTML page as a tree, built from tags that may be left out or wrongly nested."""

from __future__ import annotations

import re
from functools import lru_cache

_BLOCKS = """
address article aside blockquote body caption center dd details dialog dir div dl dt fieldset figcaption
figure footer form h1 h2 h3 h4 h5 h6 head header hgroup html iframe legend li main menu nav noscript ol optgroup option
p pre section select summary table tbody td textarea tfoot th thead tr ul
"""
BLOCKS = frozenset(_BLOCKS.split())
"""Elements that end the line before them; `br` and `hr` do, too, and hold nothing."""
_AROUND_ELEMENTS = """
aside button dialog figcaption footer form header head iframe menu nav noscript option select textarea
"""
_AROUND = frozenset(_AROUND_ELEMENTS.split())
_AROUND_WORDS = """
ad ads advert advertisement advertising aside author banner breadcrumb breadcrumbs byline caption comment comments
cookie copyright crumb crumbs daohang disclaimer download fenxiang foot footer keyword keywords login menu meta nav
navbar navigation newsletter pager pagination pinglun popup promo qr qrcode recommend recommendation recommended related
replies reply search share sharebox sharing sidebar social sponsor subscribe tags toolbar tools tuijian xiangguan
"""
_WORDS = frozenset(_AROUND_WORDS.split())
"""What names of classes say of things around an article, on any site."""
_NAMED = re.compile(r"(?<![\w-])(?:class|id|role)\s*=\s*(?:\"([^\"]*)|'([^']*)|([^\s>]+))", re.IGNORECASE)
_UNSEEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_HIDDEN = re.compile(r"(?:^|\s)hidden(?=[\s/=]|$)", re.IGNORECASE)
_VALUES = re.compile(r"\"[^\"]*\"|'[^']*'")
_WORD = re.compile(r"[A-Z]?[a-z]+|[A-Z]+")

_CELLS = frozenset(("td", "th"))
_TABLE = frozenset(("table", "tbody", "thead", "tfoot", "tr", "td", "th", "body", "html"))
_SCOPE = frozenset(("table", "td", "th"))  # what closes none of these, closes nothing beyond them
# What an opening tag closes, and what it does not look beyond.
_CLOSES = {
    "li": (frozenset(("li",)), frozenset(("ul", "ol", "menu", "dir", "table", "td", "th"))),
    "dt": (frozenset(("dt", "dd")), frozenset(("dl", "table", "td", "th"))),
    "dd": (frozenset(("dt", "dd")), frozenset(("dl", "table", "td", "th"))),
    "td": (_CELLS, frozenset(("tr", "table"))),
    "th": (_CELLS, frozenset(("tr", "table"))),
    "tr": (frozenset(("tr",)), frozenset(("table",))),
    "tbody": (frozenset(("thead", "tbody", "tfoot")), frozenset(("table",))),
    "tfoot": (frozenset(("thead", "tbody", "tfoot")), frozenset(("table",))),
    "option": (frozenset(("option",)), frozenset(("select",))),
    "body": (frozenset(("head",)), frozenset()),
}
_REACH = 64  # so far up an end tag looks for its start


class Elements:
    """Every element, in order of its start; the first is the page itself.

    Attributes
    ----------
    parents : list of int
        Of each element, the one it stands in; an element's is less than its own number.
    names : list of str
    attributes : list of str
        As they stand in the source.
    around : list of bool
        Whether its own name or class says that it holds no article.
    """

    def __init__(self) -> None:
        self.parents = [0]
        self.names = ["html"]
        self.attributes = [""]
        self.around = [False]
        self._open = [0]

    @property
    def current(self) -> int:
        """The innermost open element."""
        return self._open[-1]

    @property
    def depth(self) -> int:
        """How many elements are open."""
        return len(self._open)

    def is_open(self, element: int, depth: int) -> bool:
        """Tell whether the element that was opened at a depth still is."""
        return depth < len(self._open) and self._open[depth] == element

    def open(self, name: str, attributes: str) -> int:
        """Open an element and return its number; it closes those that must not hold it."""
        if self.names[self._open[-1]] == "p":
            self._open.pop()
        if name in _CLOSES:
            self._close_any(*_CLOSES[name])
        self.parents.append(self._open[-1])
        self.names.append(name)
        self.attributes.append(attributes)
        self.around.append(name in _AROUND or (len(attributes) > 4 and _says_around(attributes)))
        self._open.append(len(self.names) - 1)
        return len(self.names) - 1

    def close(self, name: str) -> None:
        """Close the innermost element of a name; nothing where none is open near."""
        self._close_any((name,), () if name in _TABLE else _SCOPE)

    def _close_any(self, names: frozenset[str] | tuple[str, ...], stop: frozenset[str] | tuple[str, ...]) -> None:
        for place in range(len(self._open) - 1, max(0, len(self._open) - _REACH), -1):
            name = self.names[self._open[place]]
            if name in names:
                del self._open[place:]
                return
            if name in stop:
                return


@lru_cache(maxsize=4096)  # a page says the same of many elements
def _says_around(attributes: str) -> bool:
    if _UNSEEN.search(attributes) or ("hidden" in attributes and _HIDDEN.search(_VALUES.sub("", attributes))):
        return True
    for found in _NAMED.finditer(attributes):
        value = found[1] or found[2] or found[3] or ""
        if not _WORDS.isdisjoint([word.lower() for word in _WORD.findall(value)]):
            return True
    return False
