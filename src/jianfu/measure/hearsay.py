"""Words that tell of a practice instead of demanding it: bans, questions, reports, the past, praise for ending it.

“严禁要求各村当天反馈” demands nothing of anybody who reads it. What is told of reaches to the end of its clause; what
stands behind the comma is said by the sender again. The pattern suits RE2 and ``re``: it looks neither ahead nor back.
"""

_STOP = "，,。：:；;！!？?\\n"
_WITHIN = f"[^{_STOP}]"
_DEMANDS = f"(?:要求|强制|强迫|强令|逼着?|让|叫|责令)[^{_STOP}的]"
"""没交的按要求今天报: 的 in front or behind makes another word of it."""
_SOMEBODY_DEMANDS = f"(?:{_WITHIN}{{0,9}}[^{_STOP}的未按照])?{_DEMANDS}"
_BANS = (
    "严禁|禁止|不得|不准|不许|不可|不应|不宜|不再|不会再?|不要|不用|不必|无权|杜绝|反对|制止|叫停|停止|取消"
)  # fmt: skip
_ENDS = "取消|停止|整治|纠治|纠正|杜绝|防止|叫停|废止|清理|反对|告别|拒绝|摒弃|避免"
_OTHERS = (
    "有的|个别|有些|某[些个县镇乡村局单]|少数|哪些|哪个|谁[再要敢还]|有(?:的)?(?:地方|单位|部门|网友|干部|群众|同志|村干部)"
)  # fmt: skip
_FORMERLY = "以前|从前|过去|去年|前年|曾经|此前|往年|当初"
_REPORTED = "反映|举报|投诉|报道|听说|据说|网传|曝光"
_TOLD = (
    f"(?:{_BANS}){_SOMEBODY_DEMANDS}",
    f"(?:{_BANS})再?对{_WITHIN}",
    f"(?:不|没有?|未|从不)(?:要求|强制|强迫){_WITHIN}",
    f"(?:{_OTHERS}|{_FORMERLY}|{_REPORTED}){_SOMEBODY_DEMANDS}",
    f"(?:是不是|是否|有没有|有无){_WITHIN}{{0,5}}(?:要[^我]|强制|让|需)|要不要|用不用|需不需要",
    f"(?:请问|还[要用需]){_WITHIN}*吗",
    f"(?:{_ENDS})了?[以用]?[“\"'‘「『]",
    f"(?:{_ENDS}|{_BANS}){_WITHIN}{{1,24}}(?:等|这类|这种|此类)(?:做法|现象|行为|要求|形式主义|问题)",
    f"(?:杜绝|防止|避免|不用|不要|不必|无需|严禁|禁止){_WITHIN}{{0,3}}"
    f"(?:(?:收到|看到){_WITHIN}{{0,3}}(?:回复|扣|打|接龙)|今[天日晚]|当[天日]|明[天早]|\\d+分钟|立即|马上|秒|全员|必须)",
    f"(?:典型问题|典型案例|负面清单|反面典型|反面案例){_WITHIN}{{0,6}}[：:，,]{_WITHIN}*",
)
TOLD_OF = f"(?:{'|'.join(_TOLD)}){_WITHIN}*"
"""A clause, from the word on that makes hearsay of it."""
_WORDS = (_BANS, _ENDS, _OTHERS, _FORMERLY, _REPORTED, "不|没|未|从|是|有|要|用|需|请|还|杜|防|避|无|严|禁|典|负|反")
BEGINS = f"[{''.join(sorted({word[0] for words in _WORDS for word in words.split('|')}))}]"
"""What any such clause begins with; ``re`` is told so it need not try every way at every letter."""
