"""Charts as pictures, offline: the page's ECharts writes SVG without a browser, and a bundled font makes it PNG."""

from __future__ import annotations

import atexit
import json
import re
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sanjiang.brief.characters import legal
from sanjiang.brief.xml_text import shorten
from sanjiang.core.errors import PictureError

if TYPE_CHECKING:
    from py_mini_racer import MiniRacer

VENDOR = Path(__file__).parent / "vendor"
FONT = VENDOR / "fonts" / "NotoSansHans-Regular.otf"
FAMILY = "Noto Sans S Chinese"
"""The font's name, as it stands in the file."""
SECONDS = 20.0
"""As long as one drawing may take; ECharts itself is read in a tenth of a second."""
MEMORY = 512 * 1024 * 1024
LONGEST = 120
"""As many characters as one label draws."""
COVERED = set(map(chr, range(0x20, 0x17F))) | set("−–—·•…→↔“”‘’²³°±×≥≤∞℃㎡")
BOLD = re.compile(r'<text (?=[^>]*font-weight:bold)(?=[^>]*fill="([^"]+)")')
"""The bundled font has one weight: bold text gets a thin line of its own colour around it."""

DRAW = """
function width(text, font) {
  const size = parseFloat((/([\\d.]+)px/.exec(font) || [0, 12])[1]);
  let ems = 0;
  for (const c of text) {
    if (c > "\\u2e7f" || /[—−…]/.test(c)) ems += 1;
    else if (/[ ijlI.,:;'|!()\\[\\]]/.test(c)) ems += 0.28;
    else if (/[ftr-]/.test(c)) ems += 0.37;
    else if (/[csvxyzk]/.test(c)) ems += 0.5;
    else ems += /[mwMW@%]/.test(c) ? 0.85 : 0.58;
  }
  return 0.97 * ems * size;
}
echarts.setPlatformAPI({ measureText: (text, font) => ({ width: width(text, font || "12px") }) });
function draw(option, width, height) {
  const chart = echarts.init(null, null, { renderer: "svg", ssr: true, width, height });
  try {
    chart.setOption(option);
    return chart.renderToSVGString();
  } finally {
    chart.dispose();
  }
}
"""
"""Text is measured by the bundled font's widths, to a twentieth of an em."""

_thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="pictures")
"""One thread draws for all, so that one engine serves all, and no event loop runs where it is called."""


def svg(option: Mapping[str, Any], width: int, height: int) -> str:
    """Draw an ECharts option as SVG.

    Parameters
    ----------
    option : Mapping
        A chart's option in one language, plain values only.
    width, height : int
        In pixels, as on the page.

    Returns
    -------
    str
        An SVG element.

    Raises
    ------
    PictureError
        If it cannot be drawn, or not within `SECONDS` and `MEMORY`.
    """
    style = {**(option.get("textStyle") or {}), "fontFamily": FAMILY}
    plain = _plain({**option, "textStyle": style})
    try:
        text = _thread.submit(_draw, plain, width, height).result()
    except (ValueError, RuntimeError, OSError) as error:
        raise _fault(error) from error
    return BOLD.sub(r'<text stroke="\1" stroke-width="0.45" ', text)


def png(option: Mapping[str, Any], width: int, height: int, scale: float = 3) -> bytes:
    """Draw an ECharts option as PNG on white; parameters and errors as `svg`'s, `scale` pixels for one of the page."""
    import resvg_py

    text = svg(option, width, height)
    try:
        return resvg_py.svg_to_bytes(
            svg_string=text,
            background="#ffffff",
            zoom=scale,
            font_files=[str(FONT)],
            font_family=FAMILY,
            sans_serif_family=FAMILY,
            skip_system_fonts=_is_covered(text),
        )
    except ValueError as error:
        raise _fault(error) from error


def _draw(option: Any, width: int, height: int) -> str:
    from py_mini_racer import JSEvalException, JSOOMException

    call = f"draw({json.dumps(option)},{int(width)},{int(height)})"
    try:
        return str(_engine().eval(call, timeout_sec=SECONDS))
    except JSOOMException as error:
        _engine().close()  # an engine that ran out of memory is of no more use
        _engine.cache_clear()
        raise ValueError(str(error)) from error
    except JSEvalException as error:
        raise ValueError(str(error)) from error


@cache
def _engine() -> MiniRacer:
    from py_mini_racer import MiniRacer

    engine = MiniRacer()
    atexit.register(engine.close)  # closed later, with its threads gone, it would wait for ever
    engine.set_hard_memory_limit(MEMORY)
    engine.eval((VENDOR / "echarts" / "echarts.min.js").read_text("utf-8"), timeout_sec=SECONDS)
    engine.eval(DRAW, timeout_sec=SECONDS)
    return engine


def _plain(value: Any) -> Any:
    """Return a value whose texts are legal in SVG and not too long to draw; lines of a text stay lines."""
    if isinstance(value, str):
        return "\n".join(shorten(line, LONGEST) for line in legal(value[: LONGEST * 8]).split("\n"))
    if isinstance(value, Mapping):
        return {str(k): _plain(v) for k, v in value.items()}
    return [_plain(v) for v in value] if isinstance(value, list | tuple) else value


def _is_covered(text: str) -> bool:
    """Say whether the bundled font holds every character; where not, the machine's own fonts are asked, too."""
    rest = "".join(set(text) - COVERED - {"\n", "\r", "\t"})
    try:
        rest.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return True


def _fault(error: Exception) -> PictureError:
    what = shorten(str(error).partition("\n")[0], 200)
    return PictureError(
        f"图画不出来 the chart cannot be drawn: {what}", "echarts", "数字见表 its numbers stand in its table"
    )
