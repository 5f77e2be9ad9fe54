"""The commands `policy check`, `calendar` and `overlap`."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sanjiang.core.errors import SanjiangError
from sanjiang.policies.asked import refuse_identity

CORPUS = Path(__file__).parents[3] / "shared/corpus/seed.txt"
NOTICE = Path(__file__).parents[2] / "docs/policies/notice.txt"
article = pytest.mark.skipif(not CORPUS.exists(), reason="needs the corpus beside the checkout")


def check(sanjiang, *options, document=CORPUS):
    return sanjiang("policy", "check", document, "--at", "乐山", *options, "--json")


@article
@pytest.mark.parametrize(
    ("options", "entitled", "reason"),
    [
        (("--residence", "500156", "--date", "2020-10-01"), "yes", "武隆区"),
        (("--residence", "武隆", "--date", "2020-10-01"), "yes", "武隆区"),
        (("--residence", "500156", "--date", "2021-07-01"), "no", "expired"),
        (("--residence", "500156", "--date", "2020-05-31"), "no", "才开始"),
        (("--residence", "510100", "--date", "2020-10-01"), "no", "not in"),
        (("--date", "2020-10-01"), "unknown", "residence not told"),
        (("--residence", "500232", "--date", "2020-10-01"), "yes", "older code 500232"),
        (("--residence", "512326", "--date", "2020-10-01"), "yes", "older code 512326"),
        (("--residence", "500000", "--date", "2020-10-01"), "unknown", "known only as"),
        (("--residence", "511102", "--date", "2020-10-01"), "no", "武隆区"),
    ],
)
def test_the_offer_of_the_article(sanjiang, options, entitled, reason):
    value = check(sanjiang, *options).value
    assert value["entitled"] == entitled
    assert reason in " ".join(value["because"])
    assert len(value["because_zh"]) == len(value["because_en"]) == len(value["because"])
    assert value["policy"]["benefit"]["kind"] == "half"
    assert value["policy"]["direction"] == "mutual"
    assert (value["policy"]["from"], value["policy"]["to"]) == ("2020-06-01", "2021-06-30")
    text = CORPUS.read_text("utf-8")
    assert all(text[e["start"] : e["end"]] == e["quote"] for e in value["policy"]["evidence"])


@article
def test_the_offer_of_the_article_goes_both_ways(sanjiang):
    run = sanjiang(
        "policy", "check", CORPUS, "--residence", "511100", "--date", "2020-10-01", "--at", "500156", "--json"
    )
    assert run.value["entitled"] == "yes"


def written(tmp_path, sentence):
    path = tmp_path / "公告.txt"
    path.write_text(f"门票优惠公告\n2021年3月1日\n来源：乐山市文旅局\n\n{sentence}\n", "utf-8")
    return path


@pytest.mark.parametrize(
    ("sentence", "what"),
    [
        ("2021年6月30日至2020年6月1日，重庆市民享受峨眉山景区门票半价优惠。", "ends before it starts"),
        ("2021年6月1日至2021年6月30日，重庆市民享受峨眉山景区门票半价优惠，每日限量0张。", "a quota of zero"),
    ],
)
def test_a_policy_that_cannot_be_is_one_line(sanjiang, tmp_path, sentence, what):
    run = check(sanjiang, "--date", "2021-06-02", document=written(tmp_path, sentence))
    assert what in run.fault[0]
    assert run.out == ""


def test_what_is_sound_beside_it_still_answers(sanjiang, tmp_path):
    sentence = (
        "2021年6月1日至2021年6月30日，重庆市民享受峨眉山景区门票半价优惠；"
        "2021年6月30日至2020年6月1日，成都市民享受峨眉山景区门票六折优惠。"
    )
    run = check(sanjiang, "--residence", "500156", "--date", "2021-06-02", document=written(tmp_path, sentence))
    assert run.code == 2
    assert run.value["entitled"] == "yes"


@pytest.mark.parametrize(
    ("options", "where"),
    [
        (("--residence", "999999"), "regions.csv"),
        (("--at", "无此地"), "regions.csv"),
        (("--date", "2021-13-01"), "--date"),
        (("--birth", "1990"), "--birth"),
        (("--kind", "wizard"), "--kind"),
        (("--ticket", "0"), "--ticket"),
        (("--count", "many"), "--count"),
        (("--count", "week=3"), "--count"),
    ],
)
def test_what_means_nothing_is_one_line(sanjiang, options, where):
    assert where in " ".join(sanjiang("policy", "check", NOTICE, *options).fault)


@pytest.mark.parametrize(
    "option", ["--residence", "--date", "--at", "--birth", "--kind", "--ticket", "--activated", "--count"]
)
@pytest.mark.parametrize(
    "number", ["500156199001011236", "50015619900101123X", "500156900101123", "500156 19900101 1236"]
)
def test_identity_numbers_are_refused_and_not_repeated(sanjiang, option, number):
    run = sanjiang("policy", "check", NOTICE, option, number)
    assert "identity" in run.fault[0]
    assert number[:8] not in run.out + run.err
    assert "0101123" not in run.out + run.err


def test_an_identity_number_in_place_of_a_file_is_not_repeated(sanjiang):
    run = sanjiang("policy", "check", "500156199001011236")
    assert "identity" in run.fault[0]
    assert "500156" not in run.err


@given(
    st.sampled_from(["", " ", "-", "　", "·"]),
    st.sampled_from([15, 18]).flatmap(lambda n: st.text("0123456789", min_size=n, max_size=n)),
    st.text("户籍：号码", max_size=4),
)
def test_any_number_of_that_length_is_refused(mark, digits, before):
    with pytest.raises(SanjiangError) as fault:
        refuse_identity(before + mark.join(digits), "--residence")
    assert digits not in str(fault.value)


@given(st.from_regex(r"[0-9]{6}|[0-9]{9}|[0-9]{12}|20[0-9]{2}-[01][0-9]-[0-3][0-9]", fullmatch=True))
def test_codes_and_dates_are_not_refused(text):
    refuse_identity(text, "--residence")


def test_a_document_without_an_offer_leaves_it_open(sanjiang, tmp_path):
    path = written(tmp_path, "今年全市旅游收入增长两成。")
    value = check(sanjiang, document=path).value
    assert value["entitled"] == "unknown"
    assert value["policy"] is None
    assert value["because"]


def test_a_text_given_twice_counts_once(sanjiang, tmp_path):
    sentence = "2021年6月1日至2021年6月30日，重庆市民享受峨眉山景区门票半价优惠。"
    path = written(tmp_path, sentence)
    twin = tmp_path / "again.txt"
    twin.write_bytes(path.read_bytes())
    value = sanjiang("policy", "calendar", path, twin, "--date", "2021-06-10", "--json").value
    assert len(value["in_force"]) == 1


@pytest.mark.parametrize("command", ["check", "calendar", "overlap"])
def test_they_print_for_people_too(sanjiang, command):
    run = sanjiang("policy", command, NOTICE)
    assert run.code == 0
    assert "半价" in run.out


def test_an_unknown_assumption_is_one_line(sanjiang):
    assert "policy.visits" in sanjiang("policy", "overlap", NOTICE, "--assume", "policy.nothing=1").fault[2]
