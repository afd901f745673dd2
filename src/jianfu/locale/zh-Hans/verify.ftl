cli-verify = 对比前后两次审查：方案有没有成效、有没有反弹，可比才下结论。
cli-verify-out = 存放核验结果的文件夹。
cli-verify-plan = 逐项核验这一方案的落实和成效。
cli-verify-done = 落实情况：{ $parts }
cli-verify-outcome = 逐项成效：{ $parts }
cli-verify-written = 核验结果：{ $out }
verify-title = 减负成效核验报告
verify-head = 前后两次审查对比 · 由数据生成
verify-verdict-improved = 结论：改善。减少的时间超出了误差和常数取值所能解释的范围。
verify-verdict-unchanged = 结论：没有变化。前后相差在误差允许的界限之内。
verify-verdict-worse = 结论：变差。增加的时间超出了误差和常数取值所能解释的范围。
verify-verdict-cannot_tell = 结论：无法判断。
verify-outcome-improved = 改善
verify-outcome-unchanged = 没有变化
verify-outcome-worse = 变差
verify-outcome-cannot_tell = 无法判断
verify-done-done = 已办
verify-done-not_done = 未办
verify-done-unknown = 不明
verify-reason-no-messages = 原因：{ $which ->
        [before] 前一次
       *[after] 后一次
    }审查没有消息，看不出时间花在哪里。
verify-reason-not-later = 原因：两个时段重叠或次序颠倒(前一时段止于 { $last }，后一时段始于 { $first })。
verify-reason-too-short = 原因：{ $which ->
        [before] 前一时段
       *[after] 后一时段
    }只有 { $days } 个工作日，至少要 { $least } 个。
verify-reason-holidays = 原因：节假日多少相差太大(前 { $days_before } 天中 { $before } 天，后 { $days_after } 天中 { $after } 天)。
verify-reason-emergency-days = 原因：汛期等应急时段多少相差太大(前 { $days_before } 天中 { $before } 天，后 { $days_after } 天中 { $after } 天)。
verify-reason-other-version = 原因：两次审查的程序版本不同({ $before }、{ $after })，请用同一版本重新审查。
verify-reason-other-constants = 原因：两次审查所用的时间常数不同，请用同一套常数重新审查。
verify-reason-other-people = 原因：前一次的 { $before } 个人员代号只有 { $same } 个在后一次出现，可能换了密钥。
verify-reason-background = 原因：方案没有涉及的群自身变动了 { $percent }%，分不清哪些是方案的作用。
verify-period-before = 前一时段：{ $first } 至 { $last }，{ $days } 个工作日。
verify-period-after = 后一时段：{ $first } 至 { $last }，{ $days } 个工作日。
verify-numerals = 一二三四
verify-heading-figures = { $number }、同一口径前后对比(分钟/工作日)
verify-heading-proposals = { $number }、逐项核验
verify-heading-rebound = { $number }、反弹排查
verify-heading-method = { $number }、口径说明
verify-column-figure = 口径
verify-column-before = 前
verify-column-after = 后
verify-column-range = 变动范围
verify-column-outcome = 结论
verify-column-thing = 事项
verify-column-choice = 处置
verify-column-done = 落实
verify-figure-everybody = 人均
verify-figure-worst-tenth = 负担最重的十分之一，人均
verify-figure-touched = 方案涉及的事项，全体合计(含换名重来和新建的私群)
verify-range = { $middle }({ $low }～{ $high })
verify-change = { $least } ～ { $most }
verify-rebound-back = 已关停的又回来了：{ $things } 个({ $names })，合计每日 { $minutes } 分钟。
verify-rebound-private = 新出现未登记主办单位或未经审批的群 { $things } 个，合计每日 { $minutes } 分钟。{ $names }
verify-rebound-apps = 新增应用 { $things } 个({ $names })，合计每日 { $minutes } 分钟。
verify-rebound-calls = 电话多了：每个工作日由 { $before } 次增至 { $after } 次，超出偶然波动。时间可能转到了电话上。{ $names }{ $minutes }
verify-no-rebound = 在现有数据中没有发现反弹。
verify-silent-calls = 数据中没有通话记录，是否改用电话无从得知。
verify-silent-apps = 至少一次审查没有应用台账，是否新增应用无从得知。
verify-method = 分钟数按方案的口径计算：消息、翻看和维护。每个数写作“中(低～高)”，低、高来自时间常数的取值。变动范围包含常数的全部取值、按工作日波动的 { $errors } 倍标准误，以及方案未涉及的群自身变动所能解释的部分；变动在 { $margin }% 以内视为没有变化。
