import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from relay_pairs import DAY, MEETING, REPORT, VISIT, WEEKLY, WORKS, Pair

from jianfu.measure.relays.find import comparison as counts
from jianfu.measure.relays.find import judgement
from jianfu.measure.relays.find.comparison import count_of
from jianfu.measure.relays.find.judgement import CHANGED, OTHER, REISSUED, SAME, judge, recurs, rules_out
from jianfu.measure.relays.find.slips import read_slips

COPIES = [
    (MEETING, MEETING),
    (MEETING, f"转发：{MEETING}"),
    (MEETING, f"【转】@所有人 {MEETING}收到请回复"),
    (MEETING, MEETING.replace("上午9点", "9:00")),
    (MEETING, MEETING.replace("9月25日上午9点", "9月25日九点")),
    (MEETING, MEETING.replace("9月25日上午9点", "周五上午9点")),
    (MEETING, MEETING.replace("9月25日", "25日")),
    (MEETING, MEETING.replace("9月25日", "2026年9月25日")),
    (MEETING, MEETING.replace("准时参加，不得替会", "准时参加")),
    (MEETING, f"大沟村的同志注意了，{MEETING}"),
    (MEETING, f"{MEETING}，大沟村、小沟村坐第2排"),
    (REPORT, REPORT.replace("17:00", "下午5点")),
    (REPORT, REPORT.replace("12次", "十二次")),
    (REPORT, REPORT[:40]),
    (REPORT, REPORT.replace("统计表报镇党政办汇总，逾期视为无，共巡查12次，联系电话0553-62", "")),
    (REPORT, REPORT.replace("于9月25日17:00前将秸秆禁烧巡", "")),
    (REPORT, f"「镇党政办：{REPORT}」\n- - - - - -\n各村抓紧，还有3个村没报"),
    (REPORT, REPORT.replace("汇总", "会总")),
    (REPORT, REPORT.replace("，共巡查12次", "")),
    (VISIT, VISIT.replace("12户", "十二户")),
    (VISIT, f"各村抓紧落实，{VISIT}，我镇另要求每户拍照"),
    (WEEKLY, f"转：{WEEKLY}"),
]
TWINS = [
    (MEETING, MEETING.replace("9月25日上午9点", "9月28日下午3点"), 2 * DAY),
    (MEETING, MEETING.replace("25日", "28日"), 7 * DAY),
    (MEETING, MEETING.replace("25日", "26日"), DAY),
    (MEETING, MEETING.replace("三楼会议室", "镇政府五楼会议室"), 60),
    (MEETING, MEETING.replace("9月25日上午9点", "10月2日上午9点"), 7 * DAY),
    ("明天上午9点在党校报告厅开会，请全体干部参加", "后天下午3点在党校报告厅开会，请全体干部参加", 30),
    ("明天上午9点在党校报告厅开会，请全体干部参加", "明天下午3点在党校报告厅开会，请全体干部参加", 3 * DAY),
    ("本周五下午开展卫生大扫除，请带好工具准时到岗", "本周二下午开展卫生大扫除，请带好工具准时到岗", 4 * DAY),
    (REPORT, REPORT.replace("9月25日17:00", "10月9日12:00"), 14 * DAY),
    (REPORT, REPORT.replace("9月25日", "9月26日").replace("12次", "15次"), DAY),
    (REPORT, REPORT.replace("6252796", "6288418").replace("12次", "36次"), 60),
    (VISIT, VISIT.replace("上河村", "下河村"), 60),
    (VISIT, VISIT.replace("石桥镇上河村", "青石镇大沟村"), 60),
    (f"按照县里部署，沙湾街道先行一步，{WORKS}", f"按照县里部署，清水村先行一步，{WORKS}", 60),
    (VISIT, VISIT.replace("上河村", "大沟村").replace("12户", "15户"), 60),
    (WEEKLY, WEEKLY.replace("12次", "15次").replace("8处", "3处").replace("36户", "41户"), 7 * DAY),
    (WEEKLY, WEEKLY.replace("上河村", "大沟村"), 30),
    (WEEKLY, WEEKLY.replace("12次", "2次"), 60),
    ("县气象台9月7日发布：预计未来24小时我县有中到大雨", "县气象台9月9日发布：预计未来36小时我县有中到大雨", 2 * DAY),
    ("截至今日15时，上河村秸秆禁烧巡查12次，无异常", "截至今日15时，上河村秸秆禁烧巡查15次，无异常", DAY + 60),
    ("请第1组上午到岗值守，注意安全", "请第2组上午到岗值守，注意安全", 10),
]
MOVED = [
    (REPORT, REPORT.replace("25日17:00", "24日12:00"), 60),
    (REPORT, REPORT.replace("17:00", "12点"), 60),
    (REPORT, f"转镇里要求，{REPORT.replace('25日', '24日')}我镇另要求每村附500字说明", 120),
    (REPORT, REPORT.replace("17:00", "18:00"), 60),
    (REPORT, REPORT.replace("9月25日17:00", "周四17:00"), 60),
    (VISIT, VISIT.replace("9月25日", "明天"), 60),
    (VISIT, VISIT.replace("12户", "20户"), 60),
    (VISIT, VISIT.replace("12户", "20户").replace("25日", "24日"), 60),
    (MEETING, MEETING.replace("上午9点", "上午8点半"), 60),
    ("后天下午3点在党校报告厅开会，请全体干部参加", "明天下午3点在党校报告厅开会，请全体干部参加", 30),
]
NEWER = [
    (MEETING, f"【更正】以此份为准：{MEETING.replace('9点', '10点')}", 60),
    (MEETING, f"更正：{MEETING.replace('三楼会议室', '五楼会议室')}", 60),
    (MEETING, f"时间有误，以本通知为准：{MEETING}", 30),
    (REPORT, f"之前发的作废，{REPORT.replace('25日', '30日')}", 2 * DAY),
    (REPORT, REPORT.replace("9月25日17:00前", "报送时间调整为9月28日12:00前"), DAY),
    (VISIT, f"{VISIT}（重发）", 60),
]
SLIPPED = [
    (MEETING, MEETING.replace("推进", "推近").replace("准时", "准是").replace("25日", "2日").replace("召开", "招开")),
    (REPORT, REPORT.replace("情况", "清况").replace("逾期", "愈期").replace("12次", "1次").replace("统计", "统记")),
    (VISIT, VISIT.replace("上河村", "上何村").replace("记录", "纪录").replace("完成", "完乘")),
    (WEEKLY, WEEKLY.replace("宣传", "宣川").replace("异常", "异长").replace("36户", "3户").replace("整改", "正改")),
]


@pytest.mark.parametrize(("earlier", "later"), COPIES)
def test_a_copy_is_the_same_notice(earlier, later) -> None:
    assert Pair(earlier, later).verdict() == SAME


@pytest.mark.parametrize(("earlier", "later", "delay"), TWINS)
def test_the_same_words_with_other_facts_are_another_notice(earlier, later, delay) -> None:
    assert Pair(earlier, later).verdict(delay) == OTHER


@pytest.mark.parametrize(("earlier", "later", "delay"), MOVED)
def test_a_relay_that_asks_for_it_earlier_or_for_more_is_a_changed_copy(earlier, later, delay) -> None:
    assert Pair(earlier, later).verdict(delay) == CHANGED


@pytest.mark.parametrize(("earlier", "later", "delay"), NEWER)
def test_a_text_that_replaces_an_earlier_one_is_a_reissue(earlier, later, delay) -> None:
    assert Pair(earlier, later).verdict(delay) == REISSUED


@pytest.mark.parametrize(("earlier", "later"), SLIPPED)
def test_slips_all_over_a_text_excuse_a_fact_that_slipped(earlier, later) -> None:
    assert Pair(earlier, later).verdict() == SAME


def test_a_slip_in_a_fact_alone_is_another_notice() -> None:
    assert Pair(MEETING, MEETING.replace("25日", "2日")).verdict(7 * DAY) == OTHER


@pytest.mark.parametrize(
    ("earlier", "later", "replaced"),
    [
        ("到上河村看看大家准备得怎么样了", "到上河村和下河村看看大家准备得怎么样了", 0),
        ("到上河村看看大家准备得怎么样了", "到大沟村看看大家准备得怎么样了", 1),
        ("石桥镇要求：9月25日前完成共12户", "9月25日前完成共12户，大沟镇重点看", 0),
        ("石桥镇要求：9月25日前完成共12户", "大沟镇要求：9月25日前完成共12户", 1),
        ("巡查12次，整改8处", "巡查12次，走访8户", 0),
        ("9月25日前报", "17:00前报", 0),
        ("9月25日前报", "9月25日17:00前报", 0),
        ("9月25日上午报", "9月25日9点报", 0),
        ("明天上午报", "明天下午报", 1),
    ],
)
def test_a_fact_is_replaced_where_both_texts_have_one_at_the_same_place(earlier, later, replaced) -> None:
    for one, other in ((earlier, later), (later, earlier)):
        assert count_of.py_func(Pair(one, other).compared(), counts.REPLACED) == replaced


def test_the_day_of_sending_tells_what_tomorrow_means() -> None:
    pair = Pair("请于明天17:00前报送自查情况", "请于今天17:00前报送自查情况")
    assert count_of.py_func(pair.compared(DAY), counts.REPLACED) == 0
    assert count_of.py_func(pair.compared(60), counts.MOVED) == 1
    assert count_of.py_func(pair.compared(-1), counts.MOVED) == 1


@pytest.mark.parametrize(
    ("before", "after", "delay", "moved"),
    [
        ("9月25日12:00", "9月22日12:00", 60, 1),
        ("9月25日12:00", "9月22日11:59", 60, 0),
        ("9月25日12:00", "9月25日17:00", 60, 1),
        ("9月25日12:00", "9月25日17:01", 60, 0),
        ("9月25日23:00", "9月26日01:00", 60, 0),
        ("9月25日12:00", "9月24日12:00", 3 * DAY, 1),
        ("9月25日12:00", "9月24日12:00", 4 * DAY, 0),
    ],
)
def test_a_relay_moves_a_moment_by_so_much_at_most(before, after, delay, moved) -> None:
    pair = Pair(f"请于{before}前{WORKS}", f"请于{after}前{WORKS}")
    assert count_of.py_func(pair.compared(delay), counts.MOVED) == moved


def packed(**told: int) -> np.uint64:
    value = sum(count << getattr(counts, name.upper()) for name, count in told.items())
    return np.uint64(value)


def judged(comparison: np.uint64, delay: int = 0, grams=(100, 100, 100), reissue: bool = False, **pair: str) -> int:
    texts = Pair(pair.get("earlier", WORKS), pair.get("later", WORKS))
    return judge(comparison, grams, (delay, reissue), texts.codes, *texts.spans)


@pytest.mark.parametrize(
    ("at", "past"),
    [
        ({"comparison": packed(replaced=1, moved=1), "delay": 1020}, {"comparison": packed(replaced=1, moved=1), "delay": 1021}),
        ({"comparison": packed(replaced=1, more=1), "delay": 120}, {"comparison": packed(replaced=1, more=1), "delay": 121}),
        ({"comparison": packed(replaced=2, moved=2)}, {"comparison": packed(replaced=3, moved=3)}),
        ({"comparison": packed(replaced=1, more=1)}, {"comparison": packed(replaced=2, more=2)}),
        ({"comparison": packed(replaced=1, moved=1), "grams": (60, 100, 100)}, {"comparison": packed(replaced=1, moved=1), "grams": (59, 100, 100)}),
    ],
)  # fmt: skip
def test_a_changed_copy_keeps_within_each_limit(at, past) -> None:
    assert judged(**at) == CHANGED
    assert judged(**past) == OTHER


def test_a_reissue_replaces_so_many_facts_at_most() -> None:
    assert judged(packed(replaced=3, firm=3), reissue=True) == REISSUED
    assert judged(packed(replaced=4, firm=4), reissue=True) == OTHER
    assert judged(packed(), reissue=True) == REISSUED


def test_facts_alone_rule_a_pair_out_from_two_firm_ones_on() -> None:
    assert not rules_out(packed(replaced=1, firm=1))
    assert rules_out(packed(replaced=2, firm=2))
    assert not rules_out(packed(replaced=2, firm=2) | counts.REISSUED_BIT)


def slipping(number: int) -> str:
    return "".join("错" if at % 4 == 3 and at // 4 < number else unit for at, unit in enumerate(WORKS))


def test_each_replaced_fact_needs_slips_elsewhere() -> None:
    for comparison, needed in (
        (packed(replaced=1, near=1), judgement.SLIPS_PER_NEAR),
        (packed(replaced=2, near=2), 2 * judgement.SLIPS_PER_NEAR),
        (packed(replaced=1, firm=1), judgement.SLIPS_PER_FIRM),
        (packed(replaced=1, near=1, places=1), judgement.SLIPS_PER_NEAR + 1),
    ):
        assert judged(comparison, grams=(50, 100, 100), later=slipping(needed)) == SAME
        assert judged(comparison, grams=(50, 100, 100), later=slipping(needed - 1)) == OTHER


def test_too_few_grams_differ_for_the_slips_that_are_needed() -> None:
    needed = judgement.GRAMS_PER_SLIP * (judgement.SLIPS_PER_NEAR + 1)
    for differing, verdict in ((needed, SAME), (needed - 1, OTHER)):
        grams = (100 - differing, 100, 100)
        assert judged(packed(replaced=1, near=1), grams=grams, later=slipping(2)) == verdict


def test_other_words_with_the_same_facts_are_another_notice() -> None:
    blocked = WORKS.replace("管理原则", "负责制度")
    one_slip = blocked.replace("隐患", "隐换")
    for later, verdict in ((blocked, OTHER), (one_slip, OTHER), (one_slip.replace("台账", "台张"), SAME)):
        assert judged(packed(), grams=(75, 100, 100), later=later) == verdict
        assert judged(packed(), grams=(76, 100, 100), later=later) == SAME


def test_other_words_among_slips_are_few() -> None:
    slipped = WORKS.replace("隐患", "隐换").replace("台账", "台张").replace("建立", "健立")
    few = slipped.replace("属地管理原则", "省里最新要求")
    assert len("属地管理原则") == judgement.FEW_WORDS > judgement.MOST_WORDS * len(WORKS)
    assert judged(packed(), grams=(50, 100, 100), later=few) == SAME
    assert judged(packed(), grams=(50, 100, 100), later=few.replace("按照省里", "依据省里")) == OTHER
    tail = "，确保不走过场取得实效，并且长期坚持下去，最后形成制度"
    assert (
        judged(packed(), grams=(50, 100, 100), earlier=WORKS + tail, later=few.replace("按照省里", "依据省里") + tail)
        == SAME
    )


@pytest.mark.parametrize(
    ("earlier", "later", "slips", "blocks", "words"),
    [
        (WORKS, WORKS, 0, 0, 0),
        (WORKS, WORKS.replace("认真", "人真"), 1, 0, 0),
        (WORKS, WORKS.replace("认真", "认认真"), 1, 0, 0),
        (WORKS, WORKS.replace("认真", "真"), 1, 0, 0),
        (WORKS, WORKS.replace("认真", "扎实"), 1, 0, 0),
        (WORKS, WORKS.replace("管理原则", "负责制度"), 0, 1, 4),
        (WORKS, WORKS.replace("单位按照", "村社区按照"), 0, 0, 0),
        (f"县里{WORKS}", f"县里{WORKS}".replace("单位按照", "村民小组根据"), 0, 1, 0),
        (f"县里{WORKS}", f"县里{WORKS}".replace("单位按照属地", "村民小组根据上级"), 0, 1, 0),
        (f"县里{WORKS}", f"县里{WORKS}".replace("单位按照属地管", "村民小组根据上级的"), 0, 1, 7),
        (WORKS, WORKS.replace("认真", "").replace("属地", "本地"), 2, 0, 0),
        (f"25户{WORKS}", f"26户{WORKS}", 0, 0, 0),
        (f"共25户{WORKS}共25户", f"共36户{WORKS}共25户", 0, 0, 0),
        (f"{WORKS}共25户到位", f"{WORKS}共2错户到位", 1, 0, 0),
        (WORKS, f"县里刚开完会现在把要求转给大家{WORKS}", 0, 0, 0),
        (WORKS, WORKS[:20], 0, 0, 0),
        (WORKS, f"{WORKS[:20]}我镇由综治中心统一收齐", 0, 0, 11),
        (WORKS, "完全是另外一回事儿跟上面没有半点关系", 0, 0, 0),
    ],
)
def test_differences_are_read_run_by_run(earlier, later, slips, blocks, words) -> None:
    pair = Pair(earlier, later)
    assert read_slips(pair.codes, *pair.spans) == (slips, blocks, words)


def test_the_same_words_about_tomorrow_mean_another_day_after_a_while() -> None:
    for text, later in (("明天上午9点开会", True), ("周五上午9点开会", True), ("9月25日9点开会", False)):
        facts = Pair(text, "").facts.values
        assert not recurs(facts, 0, len(facts), judgement.LEAST_RECURRENCE)
        assert recurs(facts, 0, len(facts), judgement.LEAST_RECURRENCE + 1) is later


sentences = st.lists(
    st.sampled_from(
        ["请于9月25日17:00前报送", "请于24日12点前报送", "共走访12户", "共走访20户", "重点看上河村", "重点看下河村", "地点三楼会议室",
         "地点五楼会议室", "电话0553-6252796", "以此份为准", "明天上午9点集合", "后天下午集合", "拍照上传", WORKS]
    ),
    max_size=6,
).map("，".join)  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(sentences, sentences, st.integers(0, 10 * DAY))
def test_a_judgement_is_the_same_every_time_and_counts_alike_both_ways(one, other, delay) -> None:
    there, back = Pair(one, other), Pair(other, one)
    assert there.verdict(delay) == there.verdict(delay)
    assert 0 <= there.verdict(delay) <= REISSUED
    if not (there.compared() | back.compared()) & counts.REISSUED_BIT and not rules_out(there.compared()):
        assert count_of.py_func(there.compared(), counts.SHARED) == count_of.py_func(back.compared(), counts.SHARED)
    if one == other:
        assert there.verdict(delay) == SAME
