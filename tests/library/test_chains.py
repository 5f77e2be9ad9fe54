"""Every shipped chain: each figure with its reason, coefficients worked out by hand, words that do not mix chains."""

from dataclasses import fields, is_dataclass
from datetime import date

import pytest

from sanjiang.chain.ladder import per_final
from sanjiang.core.evidence import Assumption, Citation
from sanjiang.core.figure import Figure
from sanjiang.library.atlas import load_atlas
from sanjiang.library.processes import Chain, load_chains
from sanjiang.mentions.products import product_finder

CHAINS = {chain.id: chain for chain in load_chains()}
APRIL = date(2021, 4, 30)


def figures_of(value: object) -> list[Figure]:
    if isinstance(value, Figure):
        return [value]
    if isinstance(value, tuple):
        return [figure for item in value for figure in figures_of(item)]
    if is_dataclass(value):
        return [figure for each in fields(value) for figure in figures_of(getattr(value, each.name))]
    return []


def step_size(chain: Chain, step: str) -> float:
    """Return the activity of a step for one unit of the chain's final product."""
    return per_final(chain, next(s for s in chain.steps if s.id == step))


def amount(process: str, product: str) -> float:
    found = next(p for chain in CHAINS.values() for p in chain.processes if p.id == process).input(product)
    assert found is not None
    return found.value


@pytest.mark.parametrize("chain", CHAINS.values(), ids=CHAINS.keys())
def test_every_figure_is_cited_or_a_named_assumption(chain):
    found = figures_of(chain)
    assert found
    for figure in found:
        assert figure.because
        [evidence] = figure.evidence
        assert isinstance(evidence, Citation | Assumption)
        assert figure.low > 0
        if "general knowledge" in figure.because:
            assert isinstance(evidence, Assumption), figure.because


@pytest.mark.parametrize("chain", CHAINS.values(), ids=CHAINS.keys())
def test_names_are_chinese_and_english_and_each_process_has_words(chain):
    for item in (chain, *chain.steps, *chain.supporting, *chain.products, *chain.processes):
        assert any("\u4e00" <= c <= "\u9fff" for c in item.name_zh), item.id
        assert item.name_en.isascii() or "₄" in item.name_en, item.id
    assert all(p.words or p.words_if for p in chain.processes)


@pytest.mark.parametrize("chain", CHAINS.values(), ids=CHAINS.keys())
def test_every_traded_product_has_a_price_of_2021_and_what_is_sold_a_quantity(chain):
    atlas = load_atlas()
    for product in chain.products:
        assert (atlas.price(product.id, APRIL) is None) is product.captive, product.id
        if not (product.captive or product.bought_only) and any(product.id in p.made() for p in chain.processes):
            assert f"market.takes.{product.id}" in atlas.figures, product.id


def test_the_issue_s_chains_are_all_there():
    assert set(CHAINS) >= {
        *("photovoltaics", "power-battery", "steel", "vanadium", "titanium", "titanium-phosphate", "aluminium"),
        *("tea", "jasmine-tea", "citrus", "vegetables", "fruit", "aquatic", "tourism"),
    }


def test_polysilicon_of_a_gigawatt_weighs_2_813_t():
    # 388.9 g/m2 at 208.95 W/m2 are 1,861 t in a GW of modules; 66.2 % of what is bought gets there.
    in_modules = 388.9 / 208.95 * 1000
    assert in_modules / 0.662 == pytest.approx(2813, rel=1e-3)
    assert step_size(CHAINS["photovoltaics"], "polysilicon") == pytest.approx(2813)


def test_a_gigawatt_hour_of_packs_takes_2_300_t_of_lfp_and_what_that_is_made_of():
    battery = CHAINS["power-battery"]
    assert step_size(battery, "lfp-cathode") == pytest.approx(2300)
    assert step_size(battery, "iron-phosphate") == pytest.approx(2300 * 0.96)
    assert step_size(battery, "phosphoric-acid") == pytest.approx(2300 * 0.96 * 0.80)
    # 552 t of carbonate a GWh are 0.55 kg/kWh: what the trade tells of LFP is 0.6.
    assert step_size(battery, "lithium-salt") == pytest.approx(552)
    # by weight of formula: FePO4 150.82, LiFePO4 157.76, Li2CO3 73.89, FeSO4·7H2O 278.01, H3PO4 98.00 of 85 %
    assert amount("lfp-cathode", "iron-phosphate") == pytest.approx(150.82 / 157.76, rel=0.01)
    assert amount("lfp-cathode", "lithium-carbonate") == pytest.approx(73.89 / 2 / 157.76, rel=0.03)
    assert amount("iron-phosphate", "ferrous-sulphate") == pytest.approx(278.01 / 150.82 / 0.95, rel=0.01)
    assert amount("iron-phosphate", "phosphoric-acid") == pytest.approx(98.00 / 0.85 / 150.82, rel=0.05)


def test_six_million_tonnes_of_vanadium_steel_give_slag_for_two_and_a_half_gigawatt_hours():
    vanadium = CHAINS["vanadium"]
    slag = 6_000_000 * vanadium.process("vanadium-steel").makes("vanadium-slag")
    assert slag == pytest.approx(180_000)  # as Pangang's source says
    assert 6_000_000 / step_size(vanadium, "vanadium-slag") == pytest.approx(slag / 8.0 / 9_000)


def test_a_tonne_of_lfp_takes_the_sulphate_of_0_62_t_of_titanium_dioxide():
    chain = CHAINS["titanium-phosphate"]
    assert step_size(chain, "titanium-dioxide") == pytest.approx(0.96 * 1.95 / 3.0)
    assert step_size(chain, "titanium-concentrate") == pytest.approx(0.96 * 1.95 / 3.0 * 2.4)


def test_a_tonne_of_sheet_takes_two_tonnes_of_alumina_and_a_stay_2_7_visits():
    assert step_size(CHAINS["aluminium"], "alumina") == pytest.approx(1.25 * 1.03 * 1.93)
    assert step_size(CHAINS["tourism"], "attraction") == pytest.approx(1.8 * 1.5)


def test_cold_chains_lose_less_than_lorries_without_and_trees_bear_after_years():
    for chain, product in (("vegetables", "vegetables"), ("fruit", "fruit")):
        cold, warm = (CHAINS[chain].process(f"{chain}-{way}").input(product) for way in ("cold-chain", "ambient"))
        assert 1 < cold.value < warm.value
        assert cold.high <= warm.low
    orchard = CHAINS["citrus"].process("citrus-orchard")
    assert (orchard.lead_years.low, orchard.lead_years.high) == (3, 5)
    assert orchard.lead_years.unit == "a"


def test_a_product_or_process_that_several_chains_use_is_one():
    seen: dict[tuple[type, str], object] = {}
    for chain in CHAINS.values():
        for item in (*chain.products, *chain.processes):
            assert seen.setdefault((type(item), item.id), item) is item


@pytest.mark.parametrize(
    ("text", "processes"),
    [
        ("年产10万吨磷酸铁锂正极材料项目", ("lfp-cathode",)),
        ("5万吨磷酸铁项目", ("iron-phosphate",)),
        ("15GWh动力电池项目", ("battery-cell",)),
        ("锂离子电池负极材料项目", ()),
        ("6万吨锂电池回收项目", ()),
        ("10GW太阳能电池项目", ("pv-cell",)),
        ("20万吨钛白粉项目", ("titanium-dioxide",)),
        ("2万吨海绵钛项目", ("sponge-titanium",)),
        ("300万吨钢铁项目", ("crude-steel",)),
        ("钢铁产业", ()),
        ("50万吨电解铝项目", ("primary-aluminium",)),
        ("铝箔项目", ("aluminium-foil",)),
        ("年产5000吨茶叶加工项目", ("made-tea",)),
        ("10万亩茶叶基地", ("tea-garden",)),
        ("茶叶市场", ()),
        ("茉莉花茶加工项目", ("jasmine-tea",)),
        ("8万亩柑橘基地", ("citrus-orchard",)),
        ("柑橘研究所", ()),
        ("柑橘无病毒良种苗木基地", ("citrus-nursery",)),
        ("早春蔬菜新鲜上市", ()),
        ("5000亩蔬菜基地", ("vegetable-field",)),
        ("果蔬冷链项目", ("fruit-cold-chain", "vegetables-cold-chain")),
        ("2万亩水产养殖基地", ("fish-pond",)),
    ],
)
def test_common_words_name_the_process_that_they_mean_and_no_other(text, processes):
    found = {p for mention in product_finder(tuple(CHAINS.values())).find(text) for p in mention.value.processes}
    assert found == set(processes)


def test_no_word_by_itself_names_two_processes():
    seen: dict[str, str] = {}
    for process in {p.id: p for chain in CHAINS.values() for p in chain.processes}.values():
        for word in process.words:
            assert seen.setdefault(word, process.id) == process.id, word
    sides = {word: side.id for chain in CHAINS.values() for side in chain.supporting for word in side.words}
    assert not sides.keys() & seen.keys()
