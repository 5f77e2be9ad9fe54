"""Names that are one: decided on pairs, transitive, undone, refused where two decisions contradict each other."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from itertools import combinations
from threading import Barrier

import pytest
from django.db import connection, transaction
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sanjiang.core.errors import ConflictError, RegisterError
from sanjiang.workbench.register.entities.codes import deciding_code
from sanjiang.workbench.register.entities.decide import decide
from sanjiang.workbench.register.entities.known import entity_of, names_of, shown_names
from sanjiang.workbench.register.mentions import _names
from sanjiang.workbench.register.models import Joining, Name

USCC = "91511100MA62800006"
MOVES = st.lists(
    st.tuples(st.sampled_from(["join", "part", "undo"]), st.integers(0, 5), st.integers(0, 5)).filter(
        lambda move: move[1] != move[2]
    ),
    max_size=25,
)


def kept(*keys):
    """Keep names and return their ids in that order."""
    full = [(key, "", "", "") if isinstance(key, str) else (*key, "", "", "")[:4] for key in keys]
    full = [("organisation", key[0], "", "") if key[1] == "" else key for key in full]
    ids = _names(set(full))
    return [ids[key] for key in full]


class Naive:
    """Decisions as stacks; what is one by walking; a decision that contradicts another is taken back."""

    def __init__(self, count):
        self.count, self.stacks = count, {pair: [] for pair in combinations(range(count), 2)}

    def move(self, decision, left, right):
        pair = (min(left, right), max(left, right))
        before = list(self.stacks[pair])
        if decision == "undo":
            if not before:
                return False
            self.stacks[pair] = before[:-1]
        else:
            self.stacks[pair] = [*before, decision]
        one = self.one()
        if any(stack[-1:] == ["part"] and one[a] == one[b] for (a, b), stack in self.stacks.items()):
            self.stacks[pair] = before
            return False
        return True

    def one(self):
        """Return the smallest name that each can walk to along joined pairs."""
        first = list(range(self.count))
        for _ in range(self.count):
            for (a, b), stack in self.stacks.items():
                if stack[-1:] == ["join"]:
                    first[a] = first[b] = min(first[a], first[b])
        return first


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(MOVES)
def test_names_are_one_as_a_naive_model_says(register, moves):
    with transaction.atomic():
        ids = kept(*[f"公司{i}" for i in range(6)])
        naive, knew = Naive(6), []
        for decision, left, right in moves:
            try:
                joining = decide(ids[left], ids[right], decision, by="甲")
            except RegisterError:
                assert not naive.move(decision, left, right)
            else:
                assert naive.move(decision, left, right)
                knew.append((joining.at, naive.one()))
        for at, one in [*knew, (None, naive.one())]:
            assert entity_of(ids, at) == {ids[i]: ids[one[i]] for i in range(6)}
        assert entity_of(ids, timezone.now()) == entity_of(ids)
        transaction.set_rollback(True)


def test_a_parting_forbids_and_is_named(register):
    a, b, c = kept("通威股份", "通威太阳能", "通威集团")
    decide(a, b, "part", by="甲")
    decide(a, c, "join", by="乙")
    with pytest.raises(RegisterError, match=r"通威太阳能 ≠ 通威股份 \(甲 .*通威太阳能 = 通威集团 = 通威股份"):
        decide(c, b, "join", by="乙")
    assert Joining.objects.count() == 2
    decide(b, a, "undo", by="甲")
    decide(c, b, "join", by="乙")
    assert set(entity_of([a, b, c]).values()) == {min(a, b, c)}
    with pytest.raises(RegisterError, match="parted names would be one"):
        decide(a, b, "part", by="甲")
    decide(c, b, "undo", by="乙")
    assert entity_of([b]) == {b: b}


def test_the_second_of_two_is_told(register):
    a, b = kept("永祥股份", "四川永祥股份有限公司")
    decide(a, b, "join", by="甲", seen=0)
    with pytest.raises(ConflictError, match="甲 join"):
        decide(b, a, "part", by="乙", seen=0)
    assert Joining.objects.count() == 1


def test_what_cannot_be_decided(register):
    a, b = kept("永祥股份", ("project", "永祥股份"))
    for wrong in ((a, b, "join"), (a, a, "join"), (a, 10**9, "join"), (a, b, "marry")):
        with pytest.raises(RegisterError):
            decide(*wrong, by="甲")
    (other,) = kept("永祥新能源")
    with pytest.raises(RegisterError, match="nothing to undo"):
        decide(a, other, "undo", by="甲")
    assert not Joining.objects.exists()


def test_one_code_is_one_and_two_are_not(register):
    a, b, c = kept(
        ("organisation", "永祥股份", USCC), ("organisation", "四川永祥股份有限公司", USCC), ("organisation", "永祥")
    )
    (late,) = kept(("organisation", "永祥公司", USCC))
    (other,) = kept(("organisation", "永祥新能源", "91510000720870639Q"))
    assert len(set(entity_of([a, b, late]).values())) == 1
    assert {j.by for j in Joining.objects.all()} == {"rule:uscc"}
    with pytest.raises(RegisterError, match="two codes"):
        decide(a, other, "join", by="甲")
    decide(c, other, "join", by="甲")
    with pytest.raises(RegisterError, match="two codes"):
        decide(c, late, "join", by="甲")
    decide(min(a, b), late, "undo", by="甲")
    kept(("organisation", "永祥集团", USCC))
    assert entity_of([late]) == {late: late}, "what a person took back stays so"


@pytest.mark.parametrize(
    ("text", "code", "decides"),
    [
        ("乐山", "", "511100"),
        ("乐山市", "511100", "511100"),
        ("四川省乐山市", "", "511100"),
        ("四川省乐山市五通桥区", "511112", "511112"),
        ("五通桥新型工业基地光伏产业园", "511112", ""),
        ("光伏产业园", "", ""),
        ("朝阳区", "", ""),
        ("北京市朝阳区", "", "110105"),
        ("吉林", "", ""),
        ("吉林市", "220200", "220200"),
        ("乐山", "999999", ""),
    ],
)
def test_a_place_is_a_region_where_its_text_says_so(text, code, decides):
    assert deciding_code("place", text, code) == decides


@pytest.mark.parametrize("code", ["91511100MA62800007", "1", "乐山"])
def test_a_uscc_counts_if_its_check_digit_is_right(code):
    assert deciding_code("organisation", "永祥", code) == ""
    assert deciding_code("organisation", "永祥", USCC) == USCC


def test_places_and_products_are_joined_as_they_come(register):
    places = kept(("place", "乐山", "511100"), ("place", "乐山市"), ("place", "四川省乐山市", "511100"))
    park, county = kept(("place", "五通桥光伏产业园", "511112"), ("place", "五通桥区", "511112"))
    goods = kept(("product", "单晶硅片", "wafer"), ("product", "硅片", "wafer"), ("product", "硅片"))
    first = min(places)
    assert set(entity_of(places).values()) == {first}
    assert entity_of([park, county]) == {park: park, county: county}
    assert len(set(entity_of(goods).values())) == 2
    assert shown_names([first]) == {first: "四川省乐山市"}


def test_what_an_entity_was_called_at_a_moment(register):
    short, full = kept("永祥", "四川永祥股份有限公司")
    joined = decide(short, full, "join", by="甲").at
    before = joined - timedelta(microseconds=1)
    first = min(short, full)
    assert shown_names([first]) == {first: "四川永祥股份有限公司"}
    assert shown_names([short], before) == {short: "永祥"}
    assert [name.id for name in names_of([first], joined)[first]] == sorted((short, full))
    assert names_of([first], Name.objects.get(id=short).at - timedelta(seconds=1)) == {}


def test_two_who_bring_one_name_and_one_code_at_once_keep_it_once(register):
    keys = [("organisation", f"永祥{i % 3}", USCC, "") for i in range(6)]
    gate = Barrier(2)

    def bring(some):
        gate.wait(20)
        try:
            with transaction.atomic():
                return _names(set(some))
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        one, other = pool.map(bring, [keys[:4], keys[1:]])
    assert one == other
    assert len(set(entity_of(one.values()).values())) == 1
    assert Joining.objects.count() == 2
