"""What a plain sentence asks people to answer with: “收到”, a photo, a screenshot, their location.

Three verdicts: it asks; it says that nothing of the kind is asked (offered, told of, waived); it does not speak of it.
"""

import re
from enum import IntEnum


class Asks(IntEnum):
    """The kinds of answer and proof, as bits."""

    REPLY = 1
    INSTANT = 2
    """At once: 立即回复."""
    PHOTO = 4
    SCREENSHOT = 8
    LOCATION = 16


HINT = re.compile(
    r"收到|看到|看完|知悉|阅|回复|未回|回个|回一|扣[个一]?\+?1|打[个一]?\+?1|发[个一]?\+?1|回\+?1|吱|示意|立即|马上|立刻|即刻|第一时间|速|秒"
    r"|随叫|照|图|视频|佐证|影像|水印|截|定位|位置|留痕"
)
"""Without one of these a sentence, plain or not, asks for none of them."""
_BODIES = (
    r"村|社区|镇|乡|街道|单位|部门|科室|站所|组|支部|网格员?|员|长|人|企业|学校|医院|院|队|专班|干部|主任|书记"
    r"|领导|同志|同事|会计|处|局"
    r"|办|中心|户|家长|老师|代表|班子|股室|窗口|卡口|工地|园区|小区"
)
_ALL_OF_YOU = (
    rf"(?:@所有人|@全体(?:成员|人员)?|(?:全体|所有|各位|每[个名位]?)(?:[^,。:：;\s]{{0,6}}?(?:{_BODIES}))|大家"
    rf"|同志们|各位"
    rf"|各(?:[^,。:：;\s]{{0,6}}?(?:{_BODIES}))+(?:[（(、][^,。:;\s]{{1,6}}(?:{_BODIES})[)）]?)*|你们?[村镇局社单])"
)
ADDRESSEE = re.compile(_ALL_OF_YOU)
_TOLD = (
    r"(?:请|务必|必须|要|须|需|都|均|烦请|麻烦|一律|抓紧|尽快|立即|马上|立刻|赶紧|速|第一时间|逐一|全员|人人"
    r"|每[人个名位村]|各[^,。]{1,6}|大家|统一|及时|按时|记得|别忘了)"
)
_REPLIES = (
    r"(?:回复|回执|回个|回一下|回下|回我|回话|回应|回(?!顾|来|访|家|避|头|收|到|传)|扣|打|吱|示意|冒个?泡|应一声"
    r"|吭|确认|报个到|接一下)"
)
_PUNISHES = r"(?:通报|点名|批评|扣分|扣当月|约谈|曝光|电话通知)"
_MISSED = r"(?:未|没有?|还没|尚未|仍未)(?:能)?(?:按时|及时|在[^,。]{1,8}前)?"
REPLY = re.compile(
    rf"(?:收到|看到|看完|知悉|阅知|阅后|已阅|读后|知晓|看过)(?:的|后|了|此|本|以上|这条|通知|信息|消息"
    rf"|文件)*(?:人员|同志|村|单位|请|都|均|要|需|须|在群里|群内|群里|统一|逐[一个]|各位|大家|,|\.|后|麻烦|烦请"
    rf"|务必|必须|一律|立即|马上|立刻|及时|速|第一时间|尽快|各自|一声|\d+分钟[之以]?内|半小时[之以]?内|也|就"
    rf"|[给在]?[下本]?群?里?){{0,6}}{_REPLIES}"
    rf"|{_TOLD}[^。!?;\n]{{0,14}}?(?:回复?|扣|打|发|输|敲)(?:个|一下|一个|一声|上)?(?:收到|[\"“]?1(?!\d)|已阅"
    rf"|知悉|已读|阅)"
    r"|(?:未|没|没有|还没|尚未|仍未)(?:回复|回|确认|吱声)(?:收到)?的[^。\n]{0,12}(?:请|抓紧|尽快|立即|马上|速"
    r"|赶紧|点名|通报|补|逐一|电话)"
    rf"|不(?:按时|及时)?回复?的?[^。\n]{{0,8}}{_PUNISHES}"
    rf"|{_MISSED}(?:回复|回)[^,。的\n]{{0,8}}的[^。\n]{{0,14}}{_PUNISHES}"
    r"|(?:请|务必|必须|需|须|要)(?:各位|大家|各[^,。]{1,6}|全体[^,。]{0,4})?(?:逐一|逐个|全员|立即|马上)回复?(?:$"
    r"|[。!,~])"
)
_REPLY_WAIVED = re.compile(
    r"(?:不用|无需|不必|勿|不要|不需要?|无须|毋须|(?<![避减])免|(?<![分个类区级特])别(?!忘)|不再|取消|禁止|不得"
    r"|严禁|停止|不搞|杜绝|不要求|不强制)(?:再|逐一|一一|都|大家|各位|在?群[里内]|要求|统一|刷屏式?)*(?:回复"
    r"|回(?!顾|避)|扣1|打1|刷屏|刷)"
    r"|(?:回复|收到)(?:就)?(?:不用|不必)[了]?(?:$|[。!,])"
    rf"|(?:不再?|不会再?|不予|不得再?|取消|停止|禁止|严禁){_PUNISHES}[^,。]{{0,6}}(?:未|没|不)(?:按时|及时|有)?回"
    rf"|(?:未|没|不)(?:按时|及时|有)?回复?的?[^,。]{{0,4}}(?:不再?|不会再?|不予|不得再?){_PUNISHES}"
)
_REPLY_MISSED = re.compile(rf"{_MISSED}(?:回复|回)(?!访|家|头|来)[^,。的]{{0,6}}(?:[,。!]|$)")
"""某某未在17点前回复“收到”: told of people, not asked of them."""
INSTANT = re.compile(
    r"(?:立即|马上|立刻|即刻|第一时间|迅速|火速|速|秒|即时|实时)(?:在?群?[里内]?)(?:回复|回(?!顾|来|访|家|避|收"
    r"|到)|应答|响应|反馈|答复|报告?收到|确认收到|扣1)|(?:随叫随(?:到|答)|秒回|即刻响应|及时响应不得超过)"
)
_MEETING = r"[^,。;!\n给到至在发传上交并及和、资材]{0,4}[会议]"
"""视频会 however mistyped: what is held by video and sent by nobody."""
_PICTURE = (
    rf"(?:照片|图片|相片|现场照|工作照|现场图|影像(?:资料)?|(?<![开看])视频(?!{_MEETING}|调度|电话|培训|监控|系统|号)|佐证(?:材料)?"
    r"|(?<![截屏地意构插])图(?!书|斑|纸|案|形|表|则|片))"
)
_GIVE = r"(?:发|传|上传|报送|上报|报|附|交|提交|反馈|提供|晒|留|配|要有|须有|回传|共享|同步)"
PHOTO = re.compile(
    rf"{_GIVE}(?!现|生|展|动|布|放|现场会)[^,。;!\n]{{0,12}}?{_PICTURE}(?!的|重复|墙|展|报告|进度|会)"
    rf"|{_PICTURE}(?:和[^,。]{{1,6}}|、[^,。]{{1,8}})?(?:都|均|统一|及时|要|请|须|需|一并|一起|同时|实时|及"
    rf"|\d张)*{_GIVE}(?!了|给你|现)"
    rf"|(?:拍|照)[^,。;!\n]{{0,6}}?(?:\d+张|几张|照片?|图|视频)[^。;!\n]{{0,8}}?{_GIVE}|拍照[,]?(?:上传|留存|留痕"
    rf"|反馈|上报|报|发|打卡|为证|存档|佐证)"
    r"|(?:有图有真相|以图为证|水印相机|水印照片)"
)
SCREENSHOT = re.compile(
    rf"(?:截图|截屏)[^,。;!\n]{{0,6}}?(?:{_GIVE}|回复|为证|存档|给我)|{_GIVE}[^,。;!\n]{{0,8}}?(?:截图|截屏)(?!的"
    rf"|工具|功能)|(?:请|务必|必须|后|要|需|须|完成)截[图屏]"
)
LOCATION = re.compile(
    rf"(?:{_GIVE}|共享|打开|开启|分享)[^,。;!\n]{{0,8}}?(?:定位|实时位置|位置)(?!牌|图|不|偏)|(?:定位|实时位置"
    rf"|位置)(?:截图|信息)?(?:都|均|统一|要|请|须|及时)*(?:发|共享|上传|报(?!告|警)|打卡)"
)
_WAIVES = (
    r"(?:不用|无需|不必|不需要?|不要|不要求|无须|毋须|不再|禁止|不得|严禁|取消|停止|(?<![避减])免"
    r"|(?<![分个类区级特])别(?!忘)|不强制|不搞|未要求|没要求|没有要求|杜绝|勿)"
)
_NOUNS = {
    Asks.PHOTO: r"拍照|照片|图片|相片|影像|视频|佐证|留痕",
    Asks.SCREENSHOT: r"截图|截屏|留痕",
    Asks.LOCATION: r"定位|位置|留痕",
}
_OFFERED = re.compile(
    r"留念|合影|纪念照|全家福|风景|摄影(?:比赛|大赛|作品)|美食"
    r"|(?:^|[,:])(?:我们?|本村|我村|我镇|我社区|我这边|我组|附上?|现将|这是|上面是|给大家"
    r"|跟大家)[^。;!\n]{0,14}(?:照片|图片|截图|定位|位置|视频)|(?:照片|图片|截图|定位|位置|视频)(?:已|都?发(?:你"
    r"|您|给你|给您|了|过去|群里了|上去了)|在群里了|见下|如下|已上传|传好了)"
    r"|(?:已|刚)(?:经)?(?:拍|发|传|上传|共享)[^。;!\n]{0,10}(?:照片|图片|截图|定位|位置|视频)|(?:有"
    r"|方便)的(?:话)?[^,。]{0,4}(?:可以|可|欢迎)"
)
_MENTIONED = re.compile(
    r"(?:的?(?:功能|按钮|入口|模块|权限)|这种|这类|之类|此类|的做法|的现象|式(?:的)?|等要求|的要求|的通知|□|这(?:几个|句|样的)|吗|呢|\?|什么|听说"
    r"|据说|以前|从前|过去|(?<!所)有人)"
)
_STORY = re.compile(
    r"(?:以前|从前|过去(?:都|总|要|经常|动不动|一)|小时候|(?<!所)有人|据说|听说|报道|案例|反面|负面清单|不得要求"
    r"|不准|整治(?:□|收到)|坚决防止|取消了)"
)


_PATTERNS = (
    (int(Asks.REPLY), re.compile(r"收到|看|知|阅|读|回|扣|打"), REPLY, _REPLY_WAIVED),
    *(
        (
            int(kind),
            re.compile(_NOUNS[kind] + more),
            pattern,
            re.compile(rf"{_WAIVES}[^,。;!\n]{{0,10}}?(?:{_NOUNS[kind]})"),
        )
        for kind, pattern, more in (
            (Asks.PHOTO, PHOTO, "|图|佐证|水印|照|拍"),
            (Asks.SCREENSHOT, SCREENSHOT, ""),
            (Asks.LOCATION, LOCATION, ""),
        )
    ),
)
"""Kind, a word without which it is not spoken of, how it is asked for, how it is waived."""

_MENTIONS = (
    (Asks.REPLY, re.compile(r"回复|回个|收到|已阅|[扣打]1")),
    *((kind, re.compile(nouns)) for kind, nouns in _NOUNS.items()),
)


def asks_of(sentence: str) -> tuple[int, int]:
    """What one plain sentence asks for, and what it says is not asked: bits of ``Asks``."""
    asks = waived = 0
    for kind, nouns, pattern, waives in _PATTERNS:
        if not nouns.search(sentence):
            continue
        found = pattern.search(sentence)
        denies = waives.search(sentence) or (kind != Asks.REPLY and _OFFERED.search(sentence))
        if denies or (found and is_story(sentence, found)):
            waived |= kind
        elif found and (kind != Asks.PHOTO or _is_told(sentence, found)):
            asks |= kind
    if INSTANT.search(sentence) and not _REPLY_WAIVED.search(sentence) and not _STORY.search(sentence):
        asks |= int(Asks.INSTANT)
    return asks, waived


def mentioned(words: str) -> int:
    """What words speak of that only mention it, quoted or told of: no list of words may take them for a demand."""
    return sum(int(kind) for kind, nouns in _MENTIONS if nouns.search(words))


def told_of(sentence: str) -> int:
    """What one plain sentence says somebody failed to give, which no list of words may take for a demand."""
    return int(Asks.REPLY) if _REPLY_MISSED.search(sentence) else 0


def is_story(sentence: str, found: re.Match[str]) -> bool:
    """Whether the words are told of, quoted or asked about rather than said to the readers."""
    behind = sentence[found.end() : found.end() + 8]
    return bool(_STORY.search(sentence[: found.start() + 2]) or _MENTIONED.match(behind))


def _is_told(sentence: str, found: re.Match[str]) -> bool:
    """A photo is asked for where somebody is told to, or where the sentence ends with it as an order."""
    return bool(
        re.search(_TOLD, sentence)
        or re.search(r"(?:后|完成|结束|到位|到岗|现场|每)", sentence[: found.start()])
        or re.search(
            r"(?:发群|群里|群内|工作群|本群|到群|上传|上报|报送|留存|留痕|备查|有图有真相|为证|水印)", sentence
        )
    )
