cli-usage = 用法：
cli-options-metavar = [选项]
cli-commands-metavar = 命令 ...
cli-options = 选项
cli-commands = 命令
cli-required = （必填）
cli-help-option = 显示本帮助。
cli-jianfu = 查找、度量并减少“指尖上的形式主义”：工作群组、政务应用、公众账号、打卡、重复报表和空洞答复。
cli-version = 显示版本。
cli-opt-lang = 输出所用语言；默认随系统语言。
cli-opt-json = 以 JSON 输出结果，便于脚本使用。
cli-opt-as-of = 以哪一天为准；默认为数据中的最后一天。
cli-no-such-option = 没有“{ $option }”这个选项。
cli-missing-parameter = 缺少“{ $parameter }”。
cli-bad-parameter = “{ $parameter }”不可用：{ $why }
cli-read-help = 详见：{ $command } --help
cli-not-a-date = “{ $value }”不是日期，请写成 2026-09-30
cli-interrupted = 已中断。此前完成的内容不受影响，没有留下半成品。
cli-defect = 这是减负自身的故障（{ $kind }），不是您的数据有误。详情保存在 { $file }；请确认其中没有隐私内容后随报告一并发来。

cli-simulate = 生成一个虚拟县：OUT/files 是一个真实县会有的各种文件，OUT/truth 是标准答案。
cli-simulate-size = hamlet（一秒）、county（3400 人）、city（1000 万条消息）或 province（1 亿条）。
cli-simulate-seed = 种子相同，文件相同。
cli-simulate-clean = 生成一个没有任何问题的县。
cli-simulate-letters = 只生成单位名录和大约 N 封群众来信及其答复。
cli-simulate-done = 已生成 { $size }（种子 { $seed }），用时 { $seconds } 秒：{ $out }

cli-template = 生成带下拉选项的空白台账（OUT.xlsx，一个工作簿）。
cli-template-done = 空白台账已写入：{ $out }

cli-import = 把台账和导出文件（文件或文件夹）读入数据集；文件类型按内容自动识别。
cli-import-into = 要加入的数据集文件夹。
cli-import-mapping = 说明“哪个表头对应哪一列”的小文件。
cli-import-zone = 消息时间所用的时区；默认 Asia/Shanghai。

cli-audit = 审查一个数据集或一个文件夹，并写出报告。
cli-audit-out = 本次审查结果的文件夹。
cli-audit-engine = duckdb、spark 或 spark=MASTER。
cli-audit-pack = 本县规则包（自带名称或文件夹），可多次给出。
cli-audit-constants = 本地的负担常数文件，替换自带的常数。
cli-audit-fail-on = 有未了结的发现时以 1 退出：any、exact（仅国家或地方明文数字）或某条规则编号，可多次给出。
cli-audit-bad-fail-on = 没有“{ $rule }”这条规则；请写 any、exact 或规则编号（jianfu rules list 可查）。
cli-audit-done =
    { $open ->
        [0] 没有未了结的发现
       *[other] { $open } 项未了结的发现
    }，归为 { $notices } 件（另有 { $muted } 项已由其他发现说明，{ $exempted } 项已豁免），截至 { $as_of }，用时 { $seconds } 秒。
    规则：{ $fired } 条有发现，{ $silent } 条无发现，{ $input_missing } 条缺数据，{ $not_applicable } 条不适用（该日该地未设界限）{ $error ->
        [0] 。
       *[other] ，{ $error } 条出错。
    }
    报告：{ $report }

cli-report = 以其他格式或语言输出一次审查的报告。
cli-report-format = html、xlsx、json 或 pdf。
cli-report-out = 要写入的文件；默认在结果文件夹内。
cli-report-done = 已写入 { $out }

cli-score = 将一次审查或“jianfu relays”的结果与虚拟县的标准答案比较：每条规则以及转发溯源的查准率和查全率。
cli-score-details = 同时列出误报和漏报的对象。

cli-rules = 查看规则：列出全部、查看一条、运行用例。
cli-rules-list = 全部规则，每条一行。
cli-rules-test = 运行一条或全部规则的用例。
cli-pack-faults = 规则包不能使用，共 { $count } 处问题：
cli-rules-cases = 在 { $engine } 上 { $total } 个用例通过 { $passed } 个。
problem-output-is-a-file = { $path } 是文件；请指定一个文件夹。
problem-output-unwritable = 写不进 { $path }：{ $reason }。请换一个文件夹，或申请写入权限。
problem-output-exists = { $path } 已经存在，没有覆盖（里面可能已经填了数）。请换一个文件名，或先移走原文件。
problem-output-not-ours = { $path } 不是空文件夹，也不是本命令此前写的；请换一个文件夹或先清空。
problem-not-a-run = { $path } 不是审查结果（没有 run.json）。请先运行：jianfu audit 数据集 --out { $path }
problem-run-unreadable = { $path } 已损坏或由其他版本写成，请重新审查。
problem-measure-unknown = 没有“{ $measure }”这个度量。现有：{ $known }

import-read = 读入 { $files } 个文件{ $skipped ->
        [0] 。
       *[other] ，另有 { $skipped } 个此前已读入。
    }数据集现有：
import-duplicates = { $count } 行与其他行重复，只计一次。
import-quarantine = { $count } 行或单元格读不出来，已单独存放：
import-no-quarantine = 没有需要单独存放的行或单元格。
import-place =
    { $file }{ $sheet ->
        [none] {""}
       *[other] {" "}· { $sheet }
    }，第 { $row } 行{ $column ->
        [none] {""}
       *[other] ，{ $column }
    }：{ $why }{ $value ->
        [none] {""}
       *[other] （{ $value }）
    }
import-gave-nothing = 有 { $count } 个文件里没有找到台账，一行也没有读入（可用 --mapping 指明表头）：{ $files }
import-unsure = { $count } 个表头匹配没有把握或未使用（可用 --mapping 更正）：
import-heading = { $file }：“{ $heading }”按“{ $column }”读取（{ $percent }%）
import-heading-unused = { $file }：“{ $heading }”未使用
import-notes = 关于数据，请留意：
import-more = ……另有 { $count } 项
import-unread = 有 { $count } 个文件完全无法读取：
import-done = 数据集：{ $dataset }（用时 { $seconds } 秒）

score-title = { $size }，种子 { $seed }，截至 { $day }
score-rule = 规则
score-found = 查出
score-true = 实有
score-precision = 查准
score-recall = 查全
score-not-scored = 未计分（本次未设界限，县规则包可设）：{ $rules }
score-relays = 转发溯源：埋设副本 { $copies } 条，判为副本 { $found } 条；其中 { $coincidences } 条与他文雷同纯属巧合。
score-pair-recall = 相邻副本查全（相似度 0.8 以上）
score-message-recall = 副本归入原文一组
score-cluster-precision = 分组查准
score-twins-split = 同一模板的不同通知已分开
score-acks-in-clusters = 误入分组的套话
score-digests-found = 摘编归入所引通知之一
score-parents = 上家判断正确
score-parents-alike = 上家与真实来源文字相同
score-relation-accuracy = 关系判断正确
score-relations = 埋设的关系 → 判定的关系
score-relation-whole = 原文转发
score-relation-preface = 加前言
score-relation-shortened = 截短
score-relation-quoted = 引用
score-relation-reissued = 重发
score-relation-changed = 改动
score-relation-origin = 判为首发
score-relation-missing = 未查出
score-relation-other = 其他

reference-title = 参考
reference-made = 这些页面由 `make docs` 从代码生成，并有测试保证一致。
reference-commands = 命令
reference-rules = 规则
reference-tables = 标准数据表
reference-measures = 度量
reference-findings = 发现
reference-library = 程序库
reference-openapi = 办公网页的接口（OpenAPI）
reference-exit-codes = 退出码：0 完成；1 有 `--fail-on` 所指的发现；2 输入有误（一句话说明）；3 减负自身故障；130 被中断。
reference-key = 每个 { $columns } 一行。
reference-column = 列
reference-type = 类型
reference-meaning = 含义
reference-person = 人员代号，从不显示
reference-constants = 此外还有：{ $names }。
