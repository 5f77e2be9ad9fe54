"""The chain: how it hangs together, the ladder of each step's capacity, and the plants behind them."""

from __future__ import annotations

from collections.abc import Iterator

from sanjiang.brief.charts.ladder import ladder_chart
from sanjiang.brief.charts.sankey import sankey_chart
from sanjiang.brief.numbers import Text
from sanjiang.brief.report import Block, Cell, Chart, Column, Heading, Options, Paragraph, Row, Section, Table
from sanjiang.brief.sentences import capital, named, quantity, span, words
from sanjiang.brief.steps import Json, Steps, breaks, chains, final_product, is_here, links

FIELDS = (
    ("operating", Text("在产", "Operating")),
    ("under_construction", Text("在建", "Under construction")),
    ("planned", Text("拟建", "Planned")),
)


def section(brief: Json) -> Section:
    """Lay the chains out, each with its charts and its table."""
    return Section(
        "ladder",
        Text("产业链：从原料到终端产品", "The chain, from raw material to final product"),
        Text("产业链", "Chain"),
        tuple(_blocks(brief)),
    )


def _blocks(brief: Json) -> Iterator[Block]:
    found = chains(brief)
    if not found:
        yield Paragraph(
            words(
                "空：所读文件中没有可以归入产业链的项目。",
                "Empty: the documents hold no project that could be placed on a chain.",
            ),
            "empty",
        )
        return
    yield Paragraph(
        words(
            "各环节产能都折合成终端产品，按“在产＋在建”计；拟建另列。没有公布产能的工厂不计入在产、在建、拟建各列；"
            "折算时低值按零、高值按假设的典型规模计。",
            "Every step is counted in units of the final product, operating plus under construction; planned capacity "
            "stands apart. A plant without a published capacity is in none of those three columns; in the final "
            "product, the low counts it as zero and the high as an assumed typical size.",
        ),
        "note",
    )
    for place, (name, steps) in enumerate(found):
        if len(found) > 1:
            yield Heading(capital(name))
        yield from _chain(f"ladder-table-{place}", place, name, steps)


def _chain(table: str, place: int, name: Text, steps: Steps) -> Iterator[Block]:
    """Lay one chain out: how it hangs together, how wide each step is, and the numbers of both."""
    if links(steps):
        caption = Text(
            f"{name.zh}：物料从哪一环到哪一环，断在哪里",
            f"{capital(name).en}: what flows from step to step, and where it breaks",
        )
        yield Chart(
            f"chain-{place}", caption, {"zh": sankey_chart(steps, "zh"), "en": sankey_chart(steps, "en")}, 220, table
        )
    final = final_product(steps)
    caption = Text(f"各环节折合{final.zh}的产能", f"Capacity of each step in {final.en}")
    options: Options = {"zh": ladder_chart(steps, "zh"), "en": ladder_chart(steps, "en")}
    yield Chart(f"ladder-{place}", caption, options, 108 + 38 * len(steps), table)
    yield _table(table, steps, final)


def _table(name: str, steps: Steps, final: Text) -> Table:
    columns = [Column(Text("环节", "Step"))]
    columns += [Column(title, numeric=True) for _, title in FIELDS]
    columns += [
        Column(Text("工厂", "Plants"), numeric=True),
        Column(Text("未公布产能", "Without figure"), numeric=True),
        Column(Text(f"折合{final.zh}，低至高", f"In {final.en}, low to high"), numeric=True),
    ]
    rows = tuple(_row(steps, place, step, final) for place, step in steps)
    return Table(name, Text("各环节的产能与依据", "Capacity of every step, and its evidence"), tuple(columns), rows)


def _row(steps: Steps, place: int, step: Json, final: Text) -> Row:
    key, name, unit = f"ladder-{place}", named(step), str(step.get("unit") or "")
    end = step.get("final") or {}

    def what(title: Text) -> Text:
        return Text(f"{name.zh}{title.zh}", f"{name.en}, {title.en.lower()}")

    cells: tuple[Cell, ...] = (
        capital(name),
        *(quantity(step.get(field), unit, what(title), key) for field, title in FIELDS),
        quantity(step.get("plants"), "", what(Text("工厂数", "plants")), key),
        quantity(step.get("without_figure"), "", what(Text("未公布产能的工厂数", "plants without a figure")), key),
        span(
            end.get("low"),
            end.get("high"),
            str(end.get("unit") or ""),
            what(Text(f"折合{final.zh}", f"in {final.en}")),
            key,
        ),
    )
    if is_here(step):
        return Row(cells, key)
    return Row(cells, key, mark="breaks" if breaks(steps, place) else "absent")
