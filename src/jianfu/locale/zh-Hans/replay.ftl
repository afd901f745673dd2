problem-replay-unreadable = { $path } 无法读取，请重新制定方案。
replay-status-passed = 通过
replay-status-refused = 不予通过
replay-status-no_messages = 无消息可推演
replay-basis-deadline = 有时限
replay-basis-ledger = 职责清单所列
replay-basis-protected = 应急安保或限知悉范围
replay-campaign-one-per-unit = 一单位一群
replay-campaign-smallest-60 = 删去最小的六成群
replay-campaign-idle-90 = 删去闲置 90 天的群
problem-replay-other-snapshot = 方案出自快照 { $plan }，数据集现为 { $dataset }。请用新数据重新制定方案，或指明制定方案时的数据集。
problem-replay-snapshot-gone = 制定方案时的数据已不在：{ $path }。此后重新审查过；请据新的审查重新制定方案，或用“--dataset”指明数据集。
problem-replay-no-messages = { $path } 中没有在用群的消息，无从推演。请先导入会话存档。
replay-lost =
    { $how ->
        [missed] 漏达
       *[late] 迟达
    }：“{ $group }”{ $sent } 的通知({ $basis }{ $named ->
        [yes] ：{ $duty }
       *[no] {""}
    })，时限 { $due }；未及时送达：{ $people }
replay-people = { $role } { $count } 人
replay-a-few = { $role }不足五人
replay-role = { $level }{ $post }
replay-role-unknown = 岗位不明
replay-between = ；
replay-nobody-known = 成员不明
cli-replay = 让上一时期的消息在方案(或简单化做法)的结构里走一遍：谁会漏、谁会迟、谁收到重复的。
cli-replay-campaign = 不推演方案，而推演简单化做法：一单位一群、删去最小的六成群、删去闲置 90 天的群。
cli-replay-dataset = 推演所用的数据：数据集，或一次审查的运行文件夹(更快)。默认为制定方案时所用的。
cli-replay-one-of-two = 请给出 PLAN，或同时给出 --campaign 与 --dataset。
cli-replay-done =
    必办通知 { $must_act } 件：有人漏达 { $missed } 件，有人迟达 { $late } 件。
    同一通知收到两次及以上：原 { $twice_before } 人次，后 { $twice } 人次。改动群 { $changes } 个。
    职责清单断路 { $duties_lost } 项；受保护的群被撤 { $protected_ended } 个；限知悉范围的群扩散 { $restricted_widened } 个。
cli-replay-minutes =
    全体每个工作日合计：{ $total_before_middle } 分钟(低 { $total_before_low }，高 { $total_before_high })变为 { $total_after_middle } 分钟(低 { $total_after_low }，高 { $total_after_high })。
    负担最重的十分之一，人均：{ $worst_before_middle } 分钟(低 { $worst_before_low }，高 { $worst_before_high })变为 { $worst_after_middle } 分钟(低 { $worst_after_low }，高 { $worst_after_high })。
cli-plan-replay-passed = 以 { $first } 至 { $last } 的消息推演：必办通知 { $must_act } 件，全部按时送达每一个人。
cli-plan-replay-refused = 不予通过：以 { $first } 至 { $last } 的消息推演，{ $must_act } 件必办通知中漏达 { $missed } 件、迟达 { $late } 件。此方案不得批准。
cli-plan-replay-no_messages = 未作推演：数据中没有在用群的消息。
step-plan-replay = 推演消息
check-refused = 推演有必办通知送达不了。
