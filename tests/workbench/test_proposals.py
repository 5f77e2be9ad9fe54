"""Which pairs of names are proposed: doubles of many kinds are, what only looks alike is not, nor what is decided."""

from hashlib import sha256

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st
from planted import Maker
from planted_register import keep, measure

from sanjiang.core.errors import RegisterError
from sanjiang.workbench.register.entities.decide import decide
from sanjiang.workbench.register.entities.pairs import Names, Written
from sanjiang.workbench.register.entities.parts import parts_of
from sanjiang.workbench.register.entities.project_pairs import likely_projects
from sanjiang.workbench.register.entities.propose import proposals
from sanjiang.workbench.register.entities.spelling import Words, same_sound, spelled_alike
from sanjiang.workbench.register.mentions import mention
from sanjiang.workbench.register.models import Document, Name, Original, Statement

HERE = frozenset({1})
LESHAN = frozenset({"511100"})


def proposed(*texts, together=True):
    """Return whether the first two of these organisations are proposed."""
    written = [
        Written(i, text, documents=HERE if together else frozenset({i}), homes=LESHAN) for i, text in enumerate(texts)
    ]
    return any((each.left, each.right) == (0, 1) for each in Names(written).likely())


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("四川永祥股份有限公司", "四川永祥股份 有限公司"),
        ("通威太阳能（合肥）有限公司", "通威太阳能(合肥)有限公司"),
        ("通威太阳能（合肥）有限公司", "通威太陽能（合肥）有限公司"),
        ("四川永祥股份有限公司", "四川永祥"),
        ("四川德胜集团钒钛有限公司", "四川德胜集团钒钛有限责任公司"),
        ("乐山大洋轴承有限公司", "大洋轴承有限公司"),
        ("乐山大洋轴承有限公司", "四川省乐山市大洋轴承有限公司"),
        ("乐山盛和稀土股份有限公司", "乐山盛合稀土股份有限公司"),
        ("乐山大洋轴承有限公司", "乐山大洋轴承有限贵任公司"),
        ("永祥多晶硅有限公司", "永祥"),
        ("四川永祥股份有限公司", "永祥股份"),
        ("德胜集团钒钛有限公司", "德胜集团"),
        ("攀枝花钢铁集团有限公司", "攀钢集团"),
        ("重庆钢铁股份有限公司", "重庆钢铁集团股份有限公司"),
        ("永祥股份有限公司乐山分公司", "永祥股份有限公同乐山分公司"),
        ("永祥树脂有限责任公司研究院", "永祥树脂有限责任司研究院"),
        ("永祥硅材料股份有限公司", "永祥硅材料份有限公司"),
    ],
)
def test_doubles_are_proposed(one, other):
    assert proposed(one, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("通威股份有限公司", "通威太阳能（合肥）有限公司"),
        ("通威太阳能（合肥）有限公司", "通威太阳能（成都）有限公司"),
        ("通威太阳能有限公司", "通威太阳能（成都）有限公司"),
        ("四川第一建筑工程有限公司", "四川第二建筑工程有限公司"),
        ("乐山人民医院", "眉山人民医院"),
        ("永祥多晶硅有限公司", "永祥股份"),
        ("四川省商务厅", "乐山市商务局"),
        ("四川永祥股份有限公司", "四川永祥股份有限公司乐山分公司"),
        ("永祥股份有限公司乐山分公司", "永祥股份有限公司眉山分公司"),
        ("乐山永祥新能源有限公司", "眉山永祥新能源有限公司"),
        ("永祥股份有限公同乐山分公司", "永祥股份有限公司眉山分公司"),
        ("永祥新能源研究院", "永祥新能源有限公司"),
    ],
)
def test_what_only_looks_alike_is_not(one, other):
    assert not proposed(one, other)


def test_a_short_name_that_may_mean_many_needs_a_document():
    texts = ["永祥", "永祥多晶硅有限公司", "永祥新能源有限公司", "永祥树脂有限公司", "永祥硅材料有限公司"]
    assert not proposed(*texts, together=False)
    written = [Written(i, text, documents=frozenset({min(i, 2)})) for i, text in enumerate(texts)]
    written[0] = Written(0, "永祥", documents=frozenset({1}))
    assert {(e.left, e.right) for e in Names(written).likely()} == {(0, 1)}


def test_a_wrong_character_sounds_alike_or_spoils_a_usual_word():
    words = Words([f"{brand}{trade}" for brand in "天地玄黄宇宙洪荒日月盈昃" for trade in ("渔业", "林业", "水泥")])
    assert same_sound("盛", "胜")
    assert same_sound("兴", "新"), "in and ing"
    assert words.slip("天水泥", "天水尼")
    assert not words.slip("天渔业", "天林业"), "both are words"
    assert not words.slip("寒来", "暑来")
    assert not words.slip("第一", "第二")


@given(st.text(alphabet="四川省乐山市（）()永祥股份有限公司集团第一二 合肥", max_size=14))
def test_any_name_is_taken_apart(text):
    (plain,) = spelled_alike([text])
    parts = parts_of(plain)
    assert set(parts.core) <= set(plain)
    assert spelled_alike([plain]) == [plain]


def project_pairs(*told):
    written = [Written(i, text, within=within) for i, (text, within) in enumerate(told)]
    return {(each.left, each.right) for each in likely_projects(written, {})}


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("年产10万吨高纯晶硅项目", "年产100000吨高纯晶硅建设项目", True),
        ("年产10万吨高纯晶硅项目", "高纯晶硅项目", True),
        ("年产10万吨高纯晶硅项目一期", "年产10万吨高纯晶硅项目（一期）", True),
        ("年产10万吨高纯晶硅项目", "乐山年产10万吨高纯晶硅项目", True),
        ("年产10万吨高纯晶硅项目", "永祥年产10万吨高纯晶硅项目", True),
        ("年产10万吨高纯晶硅项目", "年产5万吨高纯晶硅项目", False),
        ("年产4.5万吨高纯晶硅项目", "年产45万吨高纯晶硅项目", False),
        ("年产10万吨高纯晶硅项目", "年产10吨高纯晶硅项目", False),
        ("年产10万吨高纯晶硅项目一期", "年产10万吨高纯晶硅项目二期", False),
        ("年产10万吨高纯晶硅项目", "年产10万吨工业硅项目", False),
    ],
)
def test_projects_of_one_owner_and_place(one, other, same):
    owner = "永祥多晶硅有限公司|511100"
    assert bool(project_pairs((one, owner), (other, owner))) == same
    assert not project_pairs((one, owner), (other, "永祥多晶硅有限公司|511400"))
    assert not project_pairs((one, owner), (other, "协鑫科技有限公司|511100"))


@pytest.fixture
def two_firms(register):
    """Keep two names that may be one, in one document."""
    document = Document.objects.create(
        original=Original.objects.create(sha256=sha256(b"").hexdigest(), data=b""),
        name="x.txt",
        text="",
        fingerprint=b"",
        came=timezone.now(),
    )
    said = {"kind": "agreement", "parties": [{"name": "四川永祥股份有限公司"}, {"name": "四川永祥"}]}
    row = Statement.objects.create(uid="x", document=document, kind="agreement", said=said, confidence=1)
    mention([row])
    return Name.objects.get(text="四川永祥股份有限公司"), Name.objects.get(text="四川永祥")


def test_what_is_decided_is_not_proposed(two_firms):
    full, short = two_firms
    (proposal,) = proposals()
    assert {proposal.left.id, proposal.right.id} == {full.id, short.id}
    assert "a document mentions both" in proposal.reason
    assert 0 < proposal.score < 1
    decide(full.id, short.id, "part", by="甲")
    assert proposals() == []
    decide(full.id, short.id, "join", by="甲")
    assert proposals() == []
    decide(full.id, short.id, "undo", by="甲")
    decide(full.id, short.id, "undo", by="甲")
    assert [each.seen for each in proposals("organisation")] == [4]
    assert proposals("project") == []
    with pytest.raises(RegisterError, match="no such"):
        proposals("planet")


def test_names_of_two_codes_are_not_proposed(two_firms):
    full, short = two_firms
    Name.objects.filter(id=full.id).update(decides="91511100MA62800006")
    assert len(proposals()) == 1
    Name.objects.filter(id=short.id).update(decides="91510000720870639Q")
    assert proposals() == []


def test_planted_doubles_are_found(sqlite_register):
    """The full size is measured by make bench, with higher floors."""
    maker = Maker(5, 6_000, 1_500)
    measured, found = measure(maker, keep(maker))
    print(measured)
    assert measured.recall >= 0.94
    assert measured.precision >= 0.85
    assert len({(each.left.entity_id, each.right.entity_id) for each in found}) == len(found)
