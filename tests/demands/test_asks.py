from datetime import datetime

import pytest

from jianfu import read_demands

SENT = datetime.fromisoformat("2026-09-16T09:20")
REPLY = (
    "各村：明天九点开会，收到请回复。",
    "@所有人 看到的都回个话",
    "收到的麻烦吱一声，没看到的请同组的转告",
    "请各位书记收到后在群里回复",
    "请大家回复“收到”。",
    "看到的同志请扣1",
    "请逐一回复收到",
    "还没回复的请抓紧，不要等电话",
    "未按时回复的将点名通报",
    "到现在还没回复防汛值班安排的，一律在大群里点名批评",
    "未在17点前回复“收到”的，一律通报批评",
    "各位主任收到请打1",
    "收到的人员请立即确认",
    "收到请示意",
    "阅后请回复收到",
    "通知已发，务必全员回复",
    "Please confirm receipt of this notice",
)
NO_REPLY = (
    "本通知不用回复收到",
    "通报：王五、赵六未在17点前回复“收到”，提出批评",
    "今后不再点名通报没回复的同志，由网格长电话核实",
    "不回复的不通报，急事打电话",
    "王五没回复，已经电话通知",
    "请各村抓好落实，无需逐一回复。",
    "请勿回复收到，以免刷屏",
    "看到即可，不必回复",
    "昨天他在群里发“收到请回复”，大家都笑了",
    "整治“收到请回复”等形式主义做法",
    "收到请回复这种要求以后取消了",
    "以前动不动就要求大家收到请回复，现在好多了",
    "材料已收到，谢谢",
    "快递收到没有，回头我去取",
    "请各村做好信访回复工作",
    "请及时回访群众",
)
PHOTO = (
    "完成后拍照发到群里，至少3张",
    "每个点位要有照片，发群内。",
    "请把工作照片发在本群。",
    "请各村拍几张现场图传上来",
    "巡查结束后请上传现场照片",
    "入户走访须附照片佐证",
    "值班人员到岗后拍张照片发群里",
    "整改前后都要拍照留存备查",
    "人居环境整治现场请拍照上报",
    "宣传活动视频请于今天下班前发群里",
    "请用水印相机拍照上传",
    "请各村上传短视频一条",
    "请各村把宣讲视频发到会务群",
)
NO_PHOTO = (
    "转发：今日召开视频调度会，再次强调：请各乡镇核实大棚面积",
    "转发：市应急管理局今日开视频频掉度会，再次强调：请各乡镇动态更新大棚面积",
    "转发→关于召开网上舆情应对视频频会议得通知：时间9月20日15:30，各乡镇设分会场",
    "关于召开合作社年报视频议会的通知：时间9月3日13:20，请各站所负责人参会",
    "关于召开光伏收益分配公示材料视频议的通知：时间9月9日10:20，参会名单9月8日14点前报吴科。",
    "请各村组织党员观看视频，各单位自行安排",
    "参保名单系统的上传照片功能坏了，信息中心在修",
    "无需拍照上传",
    "不要求报送照片",
    "我拍了几张照片发群里，大家看看",
    "照片发你了",
    "请大家拍照留念",
    "全体合影照片已上传",
    "照片重复使用的要整改",
    "请不要再发照片，群里存不下了",
    "给大家发几张秋收的照片",
    "卫片执法图斑举证材料请抓紧上报",
    "再也不用拍照留痕了",
)
SCREENSHOT = (
    "转发后请截图发群里。",
    "填报成功页面截图发群里。",
    "请关注并转发朋友圈，截图反馈。",
    "学习完成后上传截图",
    "请务必截图为证",
)
NO_SCREENSHOT = ("不用截图", "截图工具怎么下载", "无需截图留痕", "截图已发你")
LOCATION = (
    "到岗后请在群里发送实时位置。",
    "到达后发定位到群里。",
    "值守人员每两小时共享位置",
    "请打开定位并上传位置截图",
    "各网格员定位发群里",
)
NO_LOCATION = ("不用发定位", "我组已共享位置，请放心", "请不要发位置", "该地块位置偏远")
INSTANT = (
    ("收到请立即回复。", 0),
    ("各村第一时间反馈到位情况", 0),
    ("看到的请秒回", 0),
    ("请各位主任收到后10分钟内回复", 10),
    ("各网格员半小时内反馈人数", 30),
    ("请各村于9:45前回复是否参会", 25),
    ("请各村于17:00前回复是否参会", 460),
)
NOT_INSTANT = ("请及时回复群众来信", "请尽快办理", "立即整改到位", "马上组织开展排查", "10分钟内到达现场")


def read(text: str) -> dict[str, object]:
    rows = read_demands([text], [SENT]).to_pylist()
    return rows[0] if rows else {}


@pytest.mark.parametrize("text", REPLY)
def test_an_acknowledgement_is_demanded(text: str) -> None:
    assert read(text)["asks_reply"]


@pytest.mark.parametrize("text", NO_REPLY)
def test_an_acknowledgement_is_waived_told_of_or_no_matter(text: str) -> None:
    assert not read(text).get("asks_reply")


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        *(("photo", text) for text in PHOTO),
        *(("screenshot", text) for text in SCREENSHOT),
        *(("location", text) for text in LOCATION),
    ],
)
def test_proof_is_demanded(kind: str, text: str) -> None:
    assert read(text)[f"asks_{kind}"]


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        *(("photo", text) for text in NO_PHOTO),
        *(("screenshot", text) for text in NO_SCREENSHOT),
        *(("location", text) for text in NO_LOCATION),
    ],
)
def test_proof_is_offered_waived_or_no_matter(kind: str, text: str) -> None:
    assert not read(text).get(f"asks_{kind}")


@pytest.mark.parametrize(("text", "minutes"), INSTANT)
def test_an_answer_has_so_many_minutes(text: str, minutes: int) -> None:
    assert read(text)["answer_minutes"] == minutes


@pytest.mark.parametrize("text", NOT_INSTANT)
def test_no_answer_has_a_time(text: str) -> None:
    assert read(text).get("answer_minutes") is None


def test_a_notice_says_who_what_and_which_form() -> None:
    row = read("各村、各社区：请于今天下午4点前将《低保动态核查表》报民政办，收到请回复。")
    assert row["addressee"].startswith("各村")
    assert row["form_name"] == "低保动态核查表"
    assert row["action"].startswith("报民政办")
    assert row["asks_data"]
    assert row["asks_reply"]
    assert row["deadline"] == "今天下午4点前"
    assert row["minutes_given"] == 400


@pytest.mark.parametrize(
    ("text", "data"),
    [
        ("请各村今天17:00前报送名单。", True),
        ("请各单位于今天17点前完成危房的核实。", True),
        ("相关材料今天17点前报县专班邮箱。", True),
        ("参会名单今天17:00前请报王科处", True),
        ("请各村今天17点前报纸送质版一式两份。", True),
        ("请各单位今天17点前完成惠农一卡通发放明细的底摸。", True),
        ("请各村今天17:00前整改到位。", False),
        ("请于14:20前到三楼会议室参会。", False),
        ("想参加羽毛球的今天17:00前请报名", False),
        ("各村今天12:00前把低洼地带群众转移完毕", False),
    ],
)
def test_what_must_be_handed_in_is_told_from_what_must_be_done(text: str, data: bool) -> None:
    assert bool(read(text).get("asks_data")) == data
