problem-constants-unreadable = 常数文件 { $path } 无法读取：{ $reason }。格式须与减负自带的常数文件相同。
problem-constants-number = 常数文件 { $path } 中的“{ $name }”必须是不小于零的数。
problem-constants-unknown = 常数文件 { $path } 里的“{ $name }”没有任何测算用到。
problem-constants-order = 常数文件 { $path } 里的“{ $name }”须由低到高给出分钟数，且不得为负。

step-measure-census = 清点人员和群组
step-measure-messages = 读取消息
step-measure-copies = 追踪原文重复
step-measure-burden = 折算分钟
step-measure-ledgers = 比对群组、应用和来信


definition-burden = 期内分钟数，按承担者的层级、岗位和制造单位列出。阅读：每条消息的字数，群里当天除发送人外每人读一遍，每分钟 200 至 350 字；已收到过的原文另计为重读。打断：同群相隔不超过 5 分钟的消息算一批，记到发起它的单位；低、中、高三档分别按无、四分之一、全部批次造成打断计，每次恢复 0 或 64 秒，不再多算。应答：每次“收到”、接龙、投票、打卡、照片、定位，记到提出要求的单位；写明自愿的不计。填表：报送次数×(指标项+取数+签字盖章)，由填报单位领导以外的人均摊。应用：登录、打卡和要求在线时长。没有成员名单的群以发言人为成员。发送人不明的记到群的主办单位。
definition-burden_bearer = 同样的分钟数除以人数和期内工作日，按层级和岗位列出。已离任的人和层级不明的单位不计。
definition-burden_unit = 同样的分钟数按承担单位和岗位列出。
definition-burden_causer = 同样的分钟数按制造单位列出：总数，其中他单位承担、重读、非工作时间的部分。涉及人数：其发过消息的群里、填其报表、用其应用的人，每人只计一次。
definition-burden_group = 同样的分钟数按群列出；填表和应用不属于任何群，不计在内。
definition-burden_person = 同样的分钟数按人和工作日列出；只给本人看。
definition-acknowledgement = 要求回复的，或至少得到两条“收到”的消息。通篇只有“收到”一类词的消息才算“收到”，算作回复 4 小时内最近一次要求，没有则算 24 小时内最近一条通知。需要消息文本，没有文本则不出结果。
definition-chain_reply = 接龙、投票、填表、打卡；同一名单相隔不超过 24 小时的算一轮。强制：首条或此前 4 小时内的消息要求人人参加，且首条未写明自愿。没有文本时只按消息类型识别，一律不算强制。
definition-photo_demand = 索要照片、截图、定位的消息，以及 24 小时内有多少人应答。需要消息文本，没有文本则不出结果。
definition-group_activity = 各群消息数。有效消息不含“收到”、接龙、吹捧、表情、撤回，也不含应要求发的或半小时内被吹捧的图片。没有消息的群不列。没有文本时“收到”和吹捧无法识别，计为有效。
definition-group_overlap = 至少三人、未解散的群，两两共同成员占全部成员一半以上(重合度)或占较小群一半以上(包含度)的，按审计当日成员，一对不漏。
definition-app_overlap = 在用应用中有相同功能类别的每一对；“其他”类不算。
definition-off_hours = 08:30 至 17:30 之外或非工作日(含节假日，调休上班日算工作日)的消息。只作应答的“收到”不计，当天有豁免的群和单位不计。
definition-hour_of_week = 全部消息按星期和小时列出。
definition-exact_copy = 十字以上、折叠全半角、大小写、空格、标点后完全相同、发过不止一次的文本，跨全部群。每人第一遍以后的阅读算重读，记到首发单位。只列最费时的一万条，全部计入负担。需要消息文本，没有文本则不出结果。
definition-letter_delay = 收到来信次日起至首次答复(未答复则至审计当日)的天数和工作日数。
