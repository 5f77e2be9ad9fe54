"""The verbs that decide: ladder, gaps, partners, recruit, share, history; on documents or on network tables."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from sanjiang.assemble.companies import read_companies
from sanjiang.assemble.shared import share_documents
from sanjiang.chain.candidates import UNITS, Terms
from sanjiang.chain.from_network import read_offers, read_scenes
from sanjiang.chain.gaps import Order, find_gaps
from sanjiang.chain.gaps import in_order as gaps_in_order
from sanjiang.chain.ladder import ladder
from sanjiang.chain.network_chains import faults
from sanjiang.chain.partners import find_partners
from sanjiang.chain.partners import in_order as partners_in_order
from sanjiang.chain.recruit import Budget, recruit
from sanjiang.chain.scene import Scene
from sanjiang.chain.targets import owners
from sanjiang.cooperation.deal import try_deal
from sanjiang.cooperation.deal_terms import Written, read_deal
from sanjiang.cooperation.members import called, names_of, player_of, read_members
from sanjiang.cooperation.production import ProductionGame
from sanjiang.cooperation.share import Share, idle
from sanjiang.cooperation.sharing import Sharing, evidence_of, goods_of, share_cases
from sanjiang.core.errors import NetworkError, SanjiangError
from sanjiang.core.evidence import Assumption
from sanjiang.core.figure import Figure
from sanjiang.core.shown import html_table
from sanjiang.core.units import factor
from sanjiang.history import to_json
from sanjiang.library.atlas import Atlas
from sanjiang.library.figures import SET_BY_THE_USER
from sanjiang.mentions.quantities import QuantityFinder
from sanjiang.network import Network
from sanjiang.network.files import is_network_folder
from sanjiang.pipeline import Progress, Request, load_library, study


@dataclass(frozen=True, slots=True)
class Answer:
    """What a verb answers.

    Parameters
    ----------
    value : list or dict
        Plain values, as `--json` prints them.
    notes : sequence of dict
        What was lacking, in Chinese and English.
    failures : sequence of SanjiangError
        Documents that could not be read, and what is wrong with tables that were read all the same.
    """

    value: object
    notes: Sequence[Mapping[str, object]]
    failures: Sequence[SanjiangError]

    def _repr_html_(self) -> str:
        """Show the answer's rows, in a notebook."""
        tables = self.value.items() if isinstance(self.value, dict) else [("", self.value)]
        shown = [(str(name), rows) for name, rows in tables if isinstance(rows, list | tuple)]
        return "".join(html_table(name, [r for r in rows if isinstance(r, Mapping)]) for name, rows in shown)


Show = Progress
NO_CHAIN = {
    "zh": "网络表里没有这个地区在任何产业链上的装置",
    "en": "the tables hold no plant of the region on any chain",
    "evidence": [],
}


def ladder_of(request: Request, show: Show = lambda _: None) -> Answer:
    """Answer `ladder`: every step of every chain of the region, raw material first."""
    return _answer(
        request, show, lambda scenes: [r.to_json() for s in scenes for r in ladder(s.chain, s.plants, s.region)]
    )


def gaps_of(request: Request, by: Order = "kind", show: Show = lambda _: None) -> Answer:
    """Answer `gaps`: what is absent or narrow and what mending it is worth, ranked by kind, or by worth alone."""

    def gaps(scenes: Sequence[Scene]) -> object:
        return [g.to_json(_currency(scenes)) for g in gaps_in_order([g for s in scenes for g in find_gaps(s)], by)]

    return _answer(request, show, gaps, capital=True)


def partners_of(request: Request, show: Show = lambda _: None) -> Answer:
    """Answer `partners`: which neighbour holds what is missing, and what joining it is worth."""

    def partners(scenes: Sequence[Scene]) -> object:
        found = partners_in_order([p for s in scenes for p in find_partners(s)])
        return [p.to_json(_currency(scenes)) for p in found]

    return _answer(request, show, partners)


def recruit_of(
    request: Request,
    budgets: Sequence[str] = (),
    needs: Sequence[str] = (),
    companies: Sequence[Path] = (),
    show: Show = lambda _: None,
) -> Answer:
    """Answer `recruit`: the best set of new plants within budgets, and the companies to visit for each.

    Parameters
    ----------
    request : Request
    budgets : sequence of str
        ``NAME=AMOUNT``, such as ``money=50亿元``.
    needs : sequence of str
        ``PROCESS.NAME=AMOUNT``: what a unit of yearly capacity takes of a budget, where the library does not say.
    companies : sequence of Path
        The user's lists of companies.
    show : callable
    """
    limits = [_budget(text) for text in budgets]
    folder = _folder(request)
    if folder is not None:
        return _recruit_from(folder, request, limits, needs, companies)
    found = study(request, show)
    terms = _terms(found.library.atlas, needs, [p.id for chain in found.library.chains for p in chain.processes])
    listed = [m for path in companies for m in read_companies(path, found.library.chains, found.library.regions)]
    value = recruit(found.assembly.scenes, limits, terms, [*found.assembly.makers, *listed]).to_json()
    return Answer(value, [k.to_json() for k in found.assembly.lacking], found.failures)


def _recruit_from(
    folder: Path, request: Request, limits: Sequence[Budget], needs: Sequence[str], companies: Sequence[Path]
) -> Answer:
    """Recruit from the table `candidates` of a folder; the companies are the owners of its plants elsewhere."""
    if companies:
        raise SanjiangError(
            "网络表不用企业名单 a list of companies says nothing about network tables",
            "--companies",
            "把企业写进 plants.csv 的 owner write them as owners in plants.csv",
        )
    network, atlas = Network.read(folder), load_library().atlas
    terms = _terms(atlas, needs, list(network.table("processes")["process"]))
    scene = read_offers(network, request.region, atlas.figure("finance.discount_rate"), alone=request.alone)
    return Answer(recruit([scene], limits, terms, list(owners(scene))).to_json(), [], faults(network))


def _terms(atlas: Atlas, needs: Sequence[str], processes: Sequence[str]) -> Terms:
    return Terms(
        atlas.figure("build.lead_years"),
        atlas.figure("build.first_year"),
        atlas.figure("build.scale_exponent"),
        dict(_need(text, processes) for text in needs),
    )


def history_of(request: Request, show: Show = lambda _: None) -> Answer:
    """Answer `history`: what of the announced came to run, and how long each stage took."""
    if _folder(request) is not None:
        raise SanjiangError(
            "网络表里没有时间 network tables hold no dates", "history", "给出文件 give documents instead"
        )
    found = study(request, show)
    return Answer(to_json(found.assembly.lives), [], found.failures)


def share_of(
    request: Request,
    players: Sequence[str] = (),
    written: Written | None = None,
    show: Show = lambda _: None,
    workers: int = 1,
) -> Answer:
    """Answer `share`: what every coalition earns, shares of the gain, and whether anybody would leave.

    Parameters
    ----------
    request : Request
        Its region is the one whose partners are ranked; on network tables it may be blank.
    players : sequence of str
        Who takes part: players of the table `members`, or regions.
    written : Written, optional
        A proposed deal: who gains, who loses, which side payment makes all gain.
    show : callable
    workers : int
        Processes to use where that pays.
    """
    folder = _folder(request) or _workbook(request)
    if folder is not None:
        return _share_tables(Network.read(folder), request.region, players, written, workers)
    if not request.region:
        raise SanjiangError(
            "没有说哪个地区 no region is named", "--region", "给文件时要写地区 documents need one, e.g. --region 乐山"
        )
    found = study(request, show)
    library = found.library
    others = [library.regions.find(name) for name in players]
    sharing = share_documents(found.assembly, found.region, library, found.as_of, others, written)
    value = {} if sharing is None else sharing.to_json()
    return Answer(value, [k.to_json() for k in found.assembly.lacking], found.failures)


def _share_tables(
    network: Network, region: str, players: Sequence[str], written: Written | None, workers: int
) -> Answer:
    members = read_members(network, players)
    of = player_of(network, members, region) if region else None
    game = ProductionGame(network, members)
    cases = share_cases([("表中", "as in the tables", game)], of, workers)
    unit = network.setting("currency") or "money"
    deals = () if written is None else (try_deal(game, read_deal(written, game.network, members, called(network))),)
    capital = written is not None and written.project is not None
    told = (names_of(network, members), goods_of(network), unit, of, evidence_of(game.network, capital=capital))
    sharing = Sharing(cases, members, *told, deals=deals)
    return Answer(sharing.to_json(), [], list(_faults(game, cases[0].share)))


def _faults(game: ProductionGame, share: Share) -> Iterator[SanjiangError]:
    """Yield what is wrong with players and coalitions, though shares could be worked out."""
    for player in idle(game):
        yield NetworkError(
            f"参与方 {player} 什么都没有 the player {player} has nothing of its own",
            "members.csv" if game.network.table("members").height else "regions.csv",
            "照样算作一方;写上它的装置或供需,或用 --players 去掉它 "
            "it counts as a player all the same: give it plants, supplies or demands, or leave it out by --players",
        )
    more = f" (另有 {share.others_lost} 个 and {share.others_lost} more)" if share.others_lost else ""
    for coalition, why in share.cannot_stand:
        yield NetworkError(
            f"联盟 {coalition} 撑不住 the coalition {coalition} cannot stand{more}: {why}",
            "demands.csv minimum",
            "它没有值,不构成离开的威胁,沙普利值也就没有;请降低最低量或增加供给 "
            "it has no value and is no threat to leave, and there is no Shapley value: lower the minimum or add supply",
        )


def _workbook(request: Request) -> Path | None:
    """Return the workbook of network tables that is asked about: the only file, where no region is."""
    (first, *others) = request.documents
    return first if not others and not request.region and first.suffix.lower() in (".xlsx", ".xlsm") else None


def _answer(request: Request, show: Show, ask: Callable[[Sequence[Scene]], object], *, capital: bool = False) -> Answer:
    folder = _folder(request)
    if folder is not None:
        rate = load_library().atlas.figure("finance.discount_rate")
        network = Network.read(folder)
        scenes = read_scenes(network, request.region, rate, alone=request.alone, capital=capital)
        return Answer(ask(scenes), [] if scenes else [NO_CHAIN], faults(network))
    found = study(request, show)
    return Answer(ask(found.assembly.scenes), [k.to_json() for k in found.assembly.lacking], found.failures)


def _currency(scenes: Sequence[Scene]) -> str:
    return scenes[0].currency if scenes else ""


def _folder(request: Request) -> Path | None:
    """Return the folder of network tables that is asked about; None for documents."""
    folders = [path for path in request.documents if is_network_folder(path)]
    if not folders:
        return None
    if len(request.documents) > 1:
        raise SanjiangError(
            "网络表文件夹只能单独给出 a folder of network tables stands alone",
            str(folders[0]),
            "只给这个文件夹,或只给文件 give that folder only, or documents only",
        )
    if request.assumed or request.as_of:
        option = "--assume" if request.assumed else "--as-of"
        raise SanjiangError(
            f"网络表不用这个选项 {option} says nothing about network tables",
            option,
            "改表里的数字 change the figure in the table",
        )
    return folders[0]


def _budget(text: str) -> Budget:
    name, _, written = text.partition("=")
    return Budget(name.strip(), _amount(name.strip(), written, "--budget", text), UNITS[name.strip()])


def _need(text: str, known: Sequence[str]) -> tuple[tuple[str, str], Figure]:
    """Return what the user says a process takes of a budget, as a named assumption."""
    name, _, written = text.partition("=")
    process, _, budget = name.strip().rpartition(".")
    if process not in known:
        raise SanjiangError(
            f"没有这种工艺 unknown process: {process}", f"--need {text}", f"可用 use one of {', '.join(known)}"
        )
    amount = _amount(budget, written, "--need", text)
    because = Assumption(f"{process}.{budget}")
    return (process, budget), Figure(amount, UNITS[budget], amount, amount, SET_BY_THE_USER, (because,))


def _amount(budget: str, written: str, option: str, text: str) -> float:
    """Return an amount such as 50亿元 or 2000亩 in the budget's unit."""
    if budget not in UNITS:
        raise SanjiangError(
            f"没有这种预算 unknown budget: {budget or text}", f"{option} {text}", f"可用 use one of {', '.join(UNITS)}"
        )
    unit = UNITS[budget]
    if PLAIN.fullmatch(written):
        return float(written)
    found = [m for m in QuantityFinder().find(written) if m.start == 0 and m.end == len(written)]
    scale = factor(found[0].value.unit, unit) if found else None
    if not found or scale is None or found[0].value.low != found[0].value.high or found[0].value.low < 0:
        raise SanjiangError(
            f"不是{unit}的数量 not an amount in {unit}: {written}",
            f"{option} {text}",
            f"例如 for example {EXAMPLES[budget]}",
        )
    return found[0].value.low * scale


PLAIN = re.compile(r"\d+(?:\.\d+)?(?:e\d+)?")
"""A number without a unit is in the budget's own."""
EXAMPLES = {
    "money": "money=50亿元",
    "land": "land=2000亩",
    "power": "power=20亿千瓦时",
    "energy": "energy=30万吨标准煤",
    "carbon": "carbon=100万吨",
}
