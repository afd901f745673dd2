"""Which items of appraisal documents count what may not be counted (考核指标判读): installs, likes, learning time.

A document of appraisal needs no verb for it: “APP下载率，3分” says all. Indicator and standard are read together,
clause by clause; a clause that bans the practice or deducts points from those who demand it speaks against it.
"""

import re
import unicodedata
from functools import cache

import pyarrow as pa

from jianfu.measure.inputs import MeasureInput
from jianfu.tables.column import Table, text

KINDS = ("install_rate", "likes_appraised", "learning_appraised")

TABLE = Table(
    name="appraisal_reading",
    zh="考核指标判读",
    en="Appraisal items that count use",
    key=("appraisal_item_id", "kind"),
    columns=(
        text("appraisal_item_id", "考核指标编号", "Appraisal item id"),
        text("unit_id", "考核单位编号", "Appraising unit id"),
        text(
            "kind",
            "计的是什么",
            "What it counts",
            values=KINDS,
            note=(
                "install_rate 安装、登录、使用率，likes_appraised 关注、点赞、转发、投票，"
                "learning_appraised 学习时长、积分",
                "install_rate: installs, logins, use; likes_appraised: follows, likes, forwards, votes; "
                "learning_appraised: learning time, points",
            ),
        ),
        text("words", "原文", "Words", note=("判读所依据的分句", "the clause that says so")),
    ),
)

_APP = (
    r"(?:app|应用(?:程序)?|客户端|公众号|视频号|服务号|订阅号|小程序|政务号"
    r"|平台|系统|软件|新媒体|抖音|快手|微博|微信号)"
)
_COUNTED = r"(?:率|量|数|人数|户数|次数|任务|指标|排名|名次|情况|比例|覆盖面|覆盖率)"
_READS = {
    "install_rate": re.compile(
        rf"(?:安装|下载|装机|登录|登陆|激活|扫码注册|实名注册|注册激活){_COUNTED}"
        rf"|{_APP}[^，。]{{0,8}}(?:注册|绑定|使用|打卡|签到|推广|普及|上线|在线|覆盖){_COUNTED}"
        rf"|(?:注册|绑定|推广|下载|安装|装上)[^，。]{{0,10}}{_APP}|(?:日|月)活(?:跃?率|数|量|跃?度|跃?用户)"
        rf"|{_APP}[^，。]{{0,8}}活跃(?:率|度|用户)|活跃用户"
    ),
    "likes_appraised": re.compile(
        r"点赞|集赞|转评赞|转赞评|拉票|打榜|网络投票|跟帖"
        rf"|转发(?={_COUNTED}|评论|、)|(?:转发|分享)[^，。]{{0,10}}(?:推文|微博|视频|链接|朋友圈|公众号)"
        rf"|(?:评论|留言|投票|得票|阅读|浏览|播放|粉丝|关注){_COUNTED}|关注[^，。]{{0,10}}{_APP}"
    ),
    "learning_appraised": re.compile(
        r"(?:学习强国|学习平台|在线学习|网络学习|线上学习|在线答题|网上答题)[^。]{0,16}"
        r"(?:积分|时长|学时|时间|分钟|小时|排名|成绩|活跃度|参与率|参学率)"
        r"|学习(?:时长|积分)|在线时长|(?:日均|人均|每日|党员)积分|参学率"
    ),
}
_SPARES = {
    "install_rate": re.compile(
        r"报警器|防盗|路灯|摄像|电表|水表|门锁|充电桩|烟感|探头|护栏|空调|太阳能|监控|燃气|灶具|电梯|光伏|管网|企业登录备案|登陆点"
    ),
    "likes_appraised": re.compile(
        r"换届|选举|表决|民主|测评|评议|图书|书屋|全民阅读|借阅|留言(?:办理|答复|回复)|重点关注"
    ),
    "learning_appraised": re.compile(r"积分超市|文明积分|积分制|继续教育|脱产|专业技术|积分兑换"),
}
"""Words beside which the same letters mean something else."""
_BANS = re.compile(
    r"不得|不准|不许|不再|不搞|不以|不把|不将|不作为|不纳入|不计入|不列入|不下达|不设|不要求|不应|不考核|严禁|禁止|杜绝"
    r"|取消|停止|防止|避免|纠正|纠治|整治|清理|查处|自愿|反对|叫停"
)
_DEMANDS = re.compile(r"下达|设置|变相|摊派|违规|硬性|强制|擅自|搞|要求基层|向基层|以.{1,16}(?:代替|论英雄)")
_SHORT = re.compile(r"未完成|没有?完成|完成率|未达|不足|低于|少于|每少|每低|不达标|排名")
"""Who is short of a target that was set loses points: such an item counts it after all."""
_CLAUSES = re.compile(r"[，,。；;：:\n！!？?（）()]+")


def compute_appraisal_reading(given: MeasureInput) -> pa.Table:
    """``TABLE``: of every item the kinds of use it counts; most items count none."""
    items = given.snapshot.read("appraisal_item", ["appraisal_item_id", "unit_id", "name", "standard"])
    rows = [
        {"appraisal_item_id": item["appraisal_item_id"], "unit_id": item["unit_id"], "kind": kind, "words": words}
        for item in items.to_pylist()
        for kind, words in counted_in(item["name"] or "", item["standard"] or "")
    ]
    return TABLE.arrow(rows).sort_by([(name, "ascending") for name in TABLE.key])


@cache
def counted_in(name: str, standard: str) -> tuple[tuple[str, str], ...]:
    """The kinds an indicator with its standard counts, each with the first clause that says so."""
    said = unicodedata.normalize("NFKC", f"{name}\n{standard}").casefold()
    said = re.sub(r"[ \t\u200b]+", "", said)
    clauses = [clause for clause in _CLAUSES.split(said) if clause]
    short = bool(_SHORT.search(said))
    meant = "，".join(
        clause for clause in clauses if not _BANS.search(clause) and (short or not _DEMANDS.search(clause))
    )
    read = [(kind, _READS[kind].search(meant)) for kind in KINDS if not _SPARES[kind].search(said)]
    return tuple((kind, _clauses_around(meant, found.start(), found.end())) for kind, found in read if found)


def _clauses_around(text: str, start: int, end: int) -> str:
    """The words found, out to the commas before and behind them."""
    begins, ends = text.rfind("，", 0, start) + 1, text.find("，", end)
    return text[begins : ends if ends >= 0 else len(text)]
