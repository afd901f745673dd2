plan-explain-together = 这 { $things } 项合在一起，
plan-explain-between = ；
plan-explain-gains = { $together }每个工作日合计：{ $parts }。
plan-explain-gain = { $level }·{ $post } { $people } 人退还 { $middle } 分钟({ $low }～{ $high })
plan-explain-added = { $level }·{ $post } { $people } 人增加 { $middle } 分钟({ $low }～{ $high })
plan-explain-hidden = 不足五人的层级岗位不单列。
plan-explain-into = { $choice }“{ $target }”
plan-explain-nothing-else = 没有其他可行的处置：没有做同一工作、成员大多相同且容得下所有人的同类，也没有可以终止的依据；怎样算“同一”见方案的设定。
plan-explain-protected = 只要这一原因还在就不改动；原因消失后，下次方案再与其他事项一并测算。
plan-explain-apart = 各自保留
plan-explain-as-good = 次优“{ $other }”在已证明的差距之内同样好。
plan-explain-more = 不选“{ $other }”：全体每日多花 { $minutes } 分钟，其中负担最重的十分之一 { $worst } 分钟{ $moved ->
        [0] 。
       *[other] ；须入群人数与本处置之差 { $moved } 人。
    }
plan-explain-less = 不选“{ $other }”：全体每日虽少花 { $minutes } 分钟，但按方案的权重不合算(负担最重的十分之一相差 { $worst } 分钟，入群人数相差 { $moved } 人)。
plan-risk-end-forgotten = 风险：期限写了没人管，到期须解散或转为固定群。
plan-risk-records = 风险：文件和记录随之消失，须先归档。
plan-risk-ledger-only = 风险：没有该群的消息，只凭台账判断，请群主确认确已不用。
plan-risk-not-yet-in = 风险：有 { $count } 人尚未在目标群，入群之前收不到通知，须先进人、后关群。
plan-risk-unconfirmed = 风险：依托该群的 { $count } 项职责由证据推定，尚未经人确认。
plan-risk-screen-unread = 风险：不看工作台的人会漏看。
plan-flip-idle-days = 如果：静默期限由 { $now } 天放宽到 { $at } 天，则改为{ $other }。
plan-flip-quiet-days = 如果：任务结束后的静默期限由 { $now } 天放宽到 { $at } 天，则改为{ $other }。
plan-flip-same-people = 如果：成员重合度的要求由 { $now } 提高到超过 { $at }，则不再并成一个，改为{ $other }。
plan-flip-same-purpose = 如果：用途相似度的要求由 { $now } 提高到超过 { $at }，则不再并成一个，改为{ $other }。
plan-flip-unit-limit = 如果：本单位群数上限由 { $now } 个放宽到 { $at } 个，则宜改为{ $other }。
plan-flip-worst-tenth = 如果：负担最重的十分之一的权重由 { $now } 改为 { $at }，则至迟此时改为{ $other }更合算。
plan-flip-total = 如果：全体合计的权重由 { $now } 改为 { $at }，则至迟此时改为{ $other }更合算。
plan-flip-moved = 如果：每挪动一人的代价由 { $now } 分钟改为 { $at } 分钟，则至迟此时改为{ $other }更合算。
plan-flip-group-open = 如果：多一个群的翻看时间由每人每日 { $now } 分钟改为 { $at } 分钟，则至迟此时改为{ $other }更合算。
plan-flip-group-upkeep = 如果：每群的维护时间由每日 { $now } 分钟改为 { $at } 分钟，则至迟此时改为{ $other }更合算。
plan-flip-account-upkeep = 如果：每个账号的维护时间由每日 { $now } 分钟改为 { $at } 分钟，则至迟此时改为{ $other }更合算。
plan-flip-app-upkeep = 如果：每个应用的维护时间由每日 { $now } 分钟改为 { $at } 分钟，则至迟此时改为{ $other }更合算。
order-annex-why = 逐项说明
order-why-note = 每项写明退还给谁(中位估计，括号内为低、高)、为什么不选次优处置、有什么风险、什么条件下会改变。
order-why = { $number }．{ $name }：{ $words }
