cli-plan = 提出保留、并入、解散、嵌入的方案：退还时间，不丢职责。
cli-plan-out = 存放方案的文件夹。
cli-plan-weights = 用您自己的权重、成本和界限文件代替自带的。
cli-plan-seconds = 最多求解多少秒；到时写出当前最好的方案及其已证明的差距。
cli-plan-seed = 种子相同，方案相同。
cli-plan-done =
    { $status ->
        [optimal] 已证明为最优方案(差距不超过 { $gap }%)
       *[feasible] 较好的方案，与最优相差至多 { $gap }%；可用 --seconds 延长求解
    }，用时 { $seconds } 秒：{ $out }
    改动 { $changes } 处，须拉入其他群 { $moved } 人次。
    负担最重的十分之一：每日 { $worst_tenth_before } 分钟降到 { $worst_tenth_after } 分钟；全体合计 { $minutes_before } 降到 { $minutes_after }。
cli-plan-choices = 处置情况：{ $choices }
cli-plan-duties = 保障职责 { $duties } 项，其中 { $proposed } 项由证据推定，请人确认(duties.parquet)。职责清单中有 { $uncarried } 项查不到承载渠道。
step-plan-read = 读取审查结果
step-plan-search = 求解最优方案
step-plan-write = 写出方案
plan-kind-group = 群
plan-kind-account = 账号
plan-kind-app = 应用
plan-kind-form = 报表
plan-choice-keep = 保留
plan-choice-merge = 并入
plan-choice-dissolve = 解散
plan-choice-temporary = 设为临时并定期限
plan-choice-screen = 改为工作台播报
plan-choice-embed = 嵌入
plan-choice-stop = 停用
plan-reason-protected-exempt = 属安保、应急豁免。
plan-reason-protected-restricted = 内容限知悉范围。
plan-reason-protected-members-unknown = 成员不明，无法判断会漏掉谁。
plan-reason-protected-seasonal = 季节性工作：登记下次任务日期，不解散。
plan-reason-protected-citizens = 有群众在内或供群众使用。
plan-reason-takes-in-others = 保留，并接收做同一工作的其他群。
plan-reason-no-duty = 没有职责依托它：长期无消息，或任务已结束且已安静。
plan-reason-same-work-group = 目标群做同一工作，成员大多相同。
plan-reason-same-work-account = 本单位在同一平台另有账号。
plan-reason-same-work-app = 目标应用面向同样的人，功能相同。
plan-reason-same-work-form = 目标报表向同一层级以同样频次要大多相同的指标。
plan-reason-needs-an-end = 临时群没有结束日期或已逾期仍在工作：定新的期限，或转为固定群。
plan-reason-carries-a-duty = 有职责依托它，其他渠道不能以更少的时间承接。
plan-demand-limit = 单位群数上限
plan-demand-protection = 受保护的不动
plan-demand-duty = 每项职责都有路径
plan-demand-same-work = 只并做同一工作的
plan-demand-size = 单群人数上限
plan-clash-unit-limit = { $unit } 有 { $groups } 个群，上限 { $most } 个，最少只能降到 { $least } 个。以下要求相互冲突，放宽其中任何一条即可：{ $demands }。
problem-not-a-plan = { $path } 不是方案文件夹。请用“jianfu plan RUN --out PLAN”制定。
problem-plan-unreadable = { $path } 无法读取，请重新制定方案。
problem-weights-unreadable = { $path } 不符合权重文件的格式：{ $reason }
problem-weights-unknown = { $path }：方案没有名为“{ $name }”的设定。
problem-weights-number = { $path }：“{ $name }”必须是不小于零的数。
