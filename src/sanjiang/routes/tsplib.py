"""Files of the TSPLIB family: .oplib (orienteering) and .vrp (deliveries), read into numbers, with every fault by line.

Distances follow Reinelt, "TSPLIB 95" (1995), except that those of time-windowed deliveries are cut to one decimal, as
the best known costs of Solomon's instances are counted.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn

import numpy as np
import numpy.typing as npt

from sanjiang.core.errors import RouteError

LARGEST = 20_000_000
"""Bytes of a file."""
MOST = 1_100
"""Places of a file; the distances between them take the square of it."""
FORMATS = ("FULL_MATRIX", "UPPER_ROW", "LOWER_ROW", "UPPER_DIAG_ROW", "LOWER_DIAG_ROW")
SECTIONS = (
    "NODE_COORD_SECTION",
    "EDGE_WEIGHT_SECTION",
    "NODE_SCORE_SECTION",
    "DEMAND_SECTION",
    "TIME_WINDOW_SECTION",
    "SERVICE_TIME_SECTION",
    "DEPOT_SECTION",
    "DISPLAY_DATA_SECTION",
)
Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Instance:
    """What a file holds.

    Parameters
    ----------
    path : Path
    header : dict of str to str
        Keys as in the file, ``COST_LIMIT`` and the like.
    sections : dict of str to list
        The words of each section's lines, with the line's number.
    nodes : tuple of int
        The file's numbers of the places, in its order.
    distance : float array, shape (places, places)
        In the file's units, rounded as its kind asks.
    points : float array, shape (places, 2), or None
        Coordinates, where the file gives any.
    """

    path: Path
    header: dict[str, str]
    sections: dict[str, list[tuple[int, list[str]]]]
    nodes: tuple[int, ...]
    distance: Floats
    points: Floats | None

    @property
    def depot(self) -> int:
        """The place, counted from 0, at which routes begin and end; the first where the file names none."""
        named = [
            (word, line) for line, words in self.sections.get("DEPOT_SECTION", ()) for word in words if word != "-1"
        ]
        if len(named) > 1:
            self.fault("有几个车场 several depots", named[1][1], "留一个 keep one, and -1 behind it")
        return self.place(*named[0]) if named else 0

    def place(self, word: str, line: int) -> int:
        """Return the place, counted from 0, of a node's number."""
        node = self.whole(word, line)
        if node not in self.nodes:
            self.fault(
                f"没有这个点 no such node: {node}", line, "改成文件里有的点号 use a number of NODE_COORD_SECTION"
            )
        return self.nodes.index(node)

    def number(self, key: str, otherwise: float | None = None) -> float:
        """Return a number of the header; an error where it is missing and nothing stands for it."""
        if key not in self.header:
            if otherwise is not None:
                return otherwise
            self.fault(f"缺少 no {key}", None, f"在文件头写上 add to the header: {key} : …")
        return _float(self.path, self.header[key], None)

    def column(self, section: str, width: int = 1) -> Floats:
        """Return the numbers that a section gives each place; an error where a place has none.

        Returns
        -------
        float array, shape (places, width)
        """
        if section not in self.sections:
            self.fault(f"缺少 no {section}", None, "补上这一节 add the section")
        found = np.full((len(self.nodes), width), np.nan)
        for line, words in self.sections[section]:
            if len(words) != width + 1:
                self.fault(
                    f"{section} 一行应有 {width + 1} 个数 expected {width + 1} numbers, found {len(words)}",
                    line,
                    "写成 点号 数值 write node and value",
                )
            found[self.place(words[0], line)] = [_float(self.path, w, line) for w in words[1:]]
        absent = np.flatnonzero(np.isnan(found[:, 0]))
        if absent.size:
            self.fault(f"{section} 没有点 says nothing of node {self.nodes[absent[0]]}", None, "补上一行 add its line")
        return found

    def line(self, section: str, place: int) -> int:
        """Return the line on which a section speaks of a place."""
        return next(line for line, words in self.sections[section] if self.place(words[0], line) == place)

    def whole(self, word: str, line: int | None) -> int:
        """Return a whole number."""
        value = _float(self.path, word, line)
        if value != int(value):
            self.fault(f"不是整数 not a whole number: {word}", line, "写整数 write a whole number")
        return int(value)

    def fault(self, what: str, line: int | None, mend: str) -> NoReturn:
        """Raise an error at a line of the file."""
        _fault(self.path, what, line, mend)


def read_instance(path: Path) -> Instance:
    """Read a file of the TSPLIB family.

    Raises
    ------
    RouteError
        If it cannot be read, is too large, or a line of it is not what its section asks for.
    """
    header, sections = _parsed(path)
    kind = header.get("EDGE_WEIGHT_TYPE", "")
    size = _size(path, header)
    if kind == "EXPLICIT":
        distance = _explicit(path, header, sections, size)
        return Instance(path, header, sections, tuple(range(1, size + 1)), distance, None)
    nodes, points = _points(path, sections, size)
    timed = "TIME_WINDOW_SECTION" in sections
    return Instance(path, header, sections, nodes, _distances(path, kind, points, timed), points)


def _parsed(path: Path) -> tuple[dict[str, str], dict[str, list[tuple[int, list[str]]]]]:
    header: dict[str, str] = {}
    sections: dict[str, list[tuple[int, list[str]]]] = {}
    now = ""
    for line, text in enumerate(_text(path).splitlines(), 1):
        written = text.strip()
        if not written:
            continue
        if written == "EOF":
            break
        if written.rstrip(" :") in SECTIONS:
            now = written.rstrip(" :")
            if now in sections:
                _fault(path, f"{now} 写了两次 stands twice", line, "只留一节 keep one")
            sections[now] = []
        elif ":" in written:
            key, _, value = written.partition(":")
            header[key.strip().upper()] = value.strip()
        elif now:
            sections[now].append((line, written.split()))
        else:
            _fault(path, f"看不懂 not understood: {written[:40]}", line, "写成 键 : 值 write KEY : VALUE")
    return header, sections


def _text(path: Path) -> str:
    try:
        if path.stat().st_size > LARGEST:
            _fault(path, "文件过大 the file is too large", None, f"不超过 at most {LARGEST:,} bytes")
        return path.read_text("utf-8-sig")
    except OSError as error:
        _fault(path, f"无法读取 cannot be read: {error.strerror}", None, "检查文件名 check the file's name")
    except UnicodeDecodeError:
        _fault(path, "不是文本 not a text", None, "给出 .oplib 或 .vrp give an .oplib or .vrp file")


def _size(path: Path, header: dict[str, str]) -> int:
    if "DIMENSION" not in header:
        _fault(path, "缺少 no DIMENSION", None, "在文件头写上 add to the header: DIMENSION : …")
    size = _float(path, header["DIMENSION"], None)
    if size != int(size) or not 2 <= size <= MOST:
        _fault(path, f"DIMENSION {header['DIMENSION']}", None, f"写 2 至 {MOST} 的整数 write a whole number in between")
    return int(size)


def _points(path: Path, sections: dict[str, list[tuple[int, list[str]]]], size: int) -> tuple[tuple[int, ...], Floats]:
    rows = sections.get("NODE_COORD_SECTION", [])
    if len(rows) != size:
        _fault(
            path,
            f"NODE_COORD_SECTION 有 {len(rows)} 行,应为 {size} has {len(rows)} lines, expected {size}",
            rows[-1][0] if rows else None,
            "补齐或改 DIMENSION complete it, or mend DIMENSION",
        )
    nodes: dict[int, tuple[float, float]] = {}
    for line, words in rows:
        if len(words) != 3:
            _fault(path, f"应有三个数 expected three numbers, found {len(words)}", line, "点号 x y: node, x, y")
        node, x, y = (_float(path, word, line) for word in words)
        if node != int(node) or int(node) in nodes:
            _fault(path, f"点号重复或不是整数 node {words[0]} twice or not whole", line, "每点一号 number each once")
        nodes[int(node)] = (x, y)
    return tuple(nodes), np.array(list(nodes.values()))


def _distances(path: Path, kind: str, points: Floats, timed: bool) -> Floats:
    apart = points[:, None, :] - points[None, :, :]
    straight = np.hypot(apart[..., 0], apart[..., 1])
    if kind == "EUC_2D" and timed:
        return np.asarray(np.floor(10 * straight) / 10)
    if kind == "EUC_2D":
        return np.asarray(np.floor(straight + 0.5))
    if kind == "CEIL_2D":
        return np.asarray(np.ceil(straight))
    if kind == "ATT":
        exact = np.sqrt((apart**2).sum(-1) / 10.0)
        rounded = np.floor(exact + 0.5)
        return np.asarray(np.where(rounded < exact, rounded + 1, rounded))
    if kind == "GEO":
        return _geographical(points)
    _fault(
        path,
        f"EDGE_WEIGHT_TYPE {kind or '?'}",
        None,
        "可用 use EUC_2D, CEIL_2D, ATT, GEO 或 or EXPLICIT",
    )


def _geographical(points: Floats) -> Floats:
    """Return TSPLIB's distances in km between points written as degrees and minutes (D.MM)."""
    degrees = np.trunc(points)
    radians = 3.141592 * (degrees + 5.0 * (points - degrees) / 3.0) / 180.0
    lat, lon = radians[:, 0], radians[:, 1]
    q1 = np.cos(lon[:, None] - lon[None, :])
    q2 = np.cos(lat[:, None] - lat[None, :])
    q3 = np.cos(lat[:, None] + lat[None, :])
    cosine = np.clip(0.5 * ((1.0 + q1) * q2 - (1.0 - q1) * q3), -1.0, 1.0)
    distance = np.floor(6378.388 * np.arccos(cosine) + 1.0)
    np.fill_diagonal(distance, 0.0)
    return np.asarray(distance)


def _explicit(
    path: Path, header: dict[str, str], sections: dict[str, list[tuple[int, list[str]]]], size: int
) -> Floats:
    form = header.get("EDGE_WEIGHT_FORMAT", "")
    if form not in FORMATS:
        _fault(path, f"EDGE_WEIGHT_FORMAT {form or '?'}", None, f"可用 use one of {', '.join(FORMATS)}")
    rows = sections.get("EDGE_WEIGHT_SECTION", [])
    values = [_float(path, word, line) for line, words in rows for word in words]
    if min(values, default=0.0) < 0:
        _fault(path, "有负的距离 a distance below 0", None, "写不小于 0 的数 write at least 0")
    distance = np.zeros((size, size))
    if form == "FULL_MATRIX":
        _count(path, values, size * size)
        distance = np.array(values).reshape(size, size)
        np.fill_diagonal(distance, 0.0)
        return distance
    skip = 0 if "DIAG" in form else 1
    places = np.triu_indices(size, skip) if form.startswith("UPPER") else np.tril_indices(size, -skip)
    _count(path, values, len(places[0]))
    distance[places] = values
    distance = distance + distance.T
    np.fill_diagonal(distance, 0.0)
    return distance


def _count(path: Path, values: Sequence[float], expected: int) -> None:
    if len(values) != expected:
        _fault(
            path,
            f"EDGE_WEIGHT_SECTION 有 {len(values)} 个数,应为 {expected} has {len(values)} numbers, expected {expected}",
            None,
            "补齐或改 DIMENSION complete it, or mend DIMENSION",
        )


def _float(path: Path, word: str, line: int | None) -> float:
    try:
        value = float(word)
    except ValueError:
        value = math.nan
    if not math.isfinite(value) or abs(value) > 1e9:
        _fault(path, f"不是数 not a number: {word[:40]}", line, "写数字 write digits")
    return value


def _fault(path: Path, what: str, line: int | None, mend: str) -> NoReturn:
    raise RouteError(what, path.name if line is None else f"{path.name}:{line}", mend)
