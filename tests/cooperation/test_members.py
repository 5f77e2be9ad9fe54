"""Who plays: the table `members`, regions, the common player, and what is wrong with them."""

import pytest

from sanjiang.cooperation import read_members
from sanjiang.core.errors import NetworkError
from sanjiang.network import TableError


def members(**players):
    return [{"region": region, "player": player} for region, player in players.items()]


def test_without_a_table_each_region_is_a_player(towns):
    found = read_members(towns())
    assert (found.players, found.common, found.left_out) == (("a", "b", "c"), (), ())


def test_the_table_says_who_plays_for_whom_in_its_order(towns):
    found = read_members(towns(members=members(c="south", a="north", b="south")))
    assert found.players == ("south", "north")
    assert found.regions("south") == ("c", "b")


def test_what_is_common_is_no_player(towns):
    found = read_members(towns(members=members(a="*", b="x", c="y")))
    assert (found.players, found.common) == (("x", "y"), ("a",))


def test_chosen_players_leave_out_the_others_but_what_is_common(towns):
    network = towns(members=members(a="*", b="x", c="y"))
    found = read_members(network, ["y"])
    assert (found.players, found.common, found.left_out) == (("y",), ("a",), ("b",))


def test_without_a_table_regions_without_a_plant_are_the_market_of_chosen_players(towns):
    found = read_members(towns(), ["b", "c"])
    assert (found.players, found.common, found.left_out) == (("b", "c"), ("a",), ())
    plants = [{"plant": f"works {r}", "process": "smelt", "region": r, "capacity": 1} for r in "ab"]
    assert read_members(towns(plants=plants), ["b", "c"]).left_out == ("a",)


def test_regions_are_called_by_id_code_or_name(towns):
    regions = [{"region": "a", "name": "甲市", "adcode": "510100"}, {"region": "b"}, {"region": "c"}]
    network = towns(regions=regions)
    assert read_members(network, ["甲市", "c"]).players == ("a", "c")
    assert read_members(network, ["510100", "c"]).players == ("a", "c")


def test_a_table_that_misses_regions_names_each(towns):
    with pytest.raises(TableError) as fault:
        read_members(towns(members=members(a="x")))
    assert [p.split(" — ")[:2] for p in fault.value.problems] == [
        ["没有写地区 'b' 属于谁 the region 'b' has no player", "members.csv region"],
        ["没有写地区 'c' 属于谁 the region 'c' has no player", "members.csv region"],
    ]


def test_a_table_that_doubles_a_region_or_names_none_is_refused_when_it_is_read(towns):
    with pytest.raises(TableError, match="'a' stands twice"):
        towns(members=[*members(a="x", b="x", c="y"), {"region": "a", "player": "y"}])
    with pytest.raises(TableError, match="unknown region 'd'"):
        towns(members=members(a="x", b="x", c="y", d="y"))
    with pytest.raises(TableError, match="blank"):
        towns(members=members(a="x", b=" ", c="y"))


@pytest.mark.parametrize(
    ("owners", "chosen", "what"),
    [
        ({"a": "x,y", "b": "z", "c": "z"}, (), "comma"),
        ({"a": "*", "b": "*", "c": "*"}, (), "nobody plays"),
        ({"a": "x", "b": "y", "c": "y"}, ("x", "x"), "somebody twice"),
        ({"a": "x", "b": "y", "c": "y"}, ("x", "w"), "no such player: 'w'"),
        ({"a": "x", "b": "y", "c": "y"}, ("a",), "no such player: 'a'"),
        ({}, ("a", "d"), "no such player: 'd'"),
    ],
)
def test_players_that_cannot_be_are_named(towns, owners, chosen, what):
    with pytest.raises(NetworkError, match=what):
        read_members(towns(members=members(**owners)), chosen)
