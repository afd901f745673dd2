cli-letters = 群众来信：审查答复、发出前检查答复稿、用自己的标注训练模型。
cli-letters-audit = 审查来信与答复（数据集、文件或导出文件夹），写出 DIR/replies.parquet、replies.csv 和 letters.html。
cli-letters-audit-out = 写入的文件夹。
cli-letters-model = 由 jianfu letters train 生成的模型；默认用自带的模型。
cli-letters-check = 指出答复稿中读者会提出异议之处。退出码 0：没有；1：有。
cli-letters-check-letter = 来信的文本文件。
cli-letters-check-reply = 答复稿的文本文件。
cli-letters-check-title = 来信标题（如有）。
cli-letters-train = 用您判断过的答复训练模型：一张表（xlsx、csv），含来信、答复、标注（是：敷衍）三列；标题、分组两列可有可无。
cli-letters-train-out = 要写入的模型文件。
cli-letters-train-words = 说明标注是什么、由谁标注；写入模型文件和报告。

letters-audit-done =
    { $letters } 件来信、{ $replies } 件答复，截至 { $as_of }，用时 { $seconds } 秒。
    很可能敷衍的答复：{ $perfunctory } 件（{ $share }）。
letters-audit-none = 没有找到来信。来信台账按表头识别；jianfu template 可生成空白台账。
letters-audit-kinds = 答复的问题（一件答复可有几种）：
letters-audit-clean = 没有发现有问题的答复。
letters-audit-line = { $kind }：{ $count }
letters-audit-clusters = 文字相同的答复 { $clusters } 组，共 { $members } 件。
letters-audit-unreadable = 来信中有 { $count } 行或单元格无法读取，已另行存放：
letters-audit-readable = 来信各行均可读取。
letters-audit-page = 页面：{ $page }
letters-check-clean = 没有读者会提出异议之处（被看作敷衍的可能性 { $share }）。
letters-check-objections =
    { $count ->
        [0] 没有单项问题，但整体被看作敷衍的可能性为 { $share }：
       *[other] 有 { $count } 处读者会提出异议；被看作敷衍的可能性 { $share }：
    }
letters-check-line = { $kind }：{ $note }
letters-check-reply = 答复第 { $first } 至 { $last } 字：“{ $text }”
letters-check-letter = 来信第 { $first } 至 { $last } 字：“{ $text }”
letters-check-why = 依据：{ $reasons }
letters-train-done =
    用 { $replies } 件答复训练，其中敷衍 { $perfunctory } 件；已写入 { $out }
    在未见过的答复上（{ $folds } 折）：Brier 分 { $brier }（一律报平均比例为 { $base }）；{ $auc } 的配对中敷衍答复排在前面；判为敷衍的有 { $precision } 属实，敷衍的有 { $recall } 被判出。
letters-train-head = 所报概率、件数、平均所报、实际比例
letters-train-line = { $start }–{ $stop }：{ $replies } 件，平均所报 { $said }，实际 { $was }

problem-text-missing = { $path } 不是可以读取的文本文件；请把文字存为 UTF-8 或 GB 18030 编码再指定。
problem-text-empty = { $path } 里没有文字。
problem-text-long = { $path } 超过 { $most } 个字符；请只给一件来信或一件答复。
problem-model-unreadable = { $file } 不是本版本的模型文件：{ $reason }
problem-model-other = { $file } 不是本版本的敷衍答复模型；请用 jianfu letters train 标注表 --out 模型 生成。
problem-model-features = { $file } 所用特征与本版本不同（{ $names }）；请重新训练。
problem-labelled-headings = { $file } 没有一张表有来信、答复、标注的表头（{ $names }）；请在前十行内按此命名。
problem-labelled-empty = { $file }：有 { $count } 行缺来信或答复（第 { $rows } 行）。请补上或删去。
problem-labelled-label = { $file }：有 { $count } 行的标注既不是“是”也不是“否”（第 { $rows } 行）。请写是或否、yes 或 no、1 或 0。
problem-labelled-many = { $file } 超过 { $most } 行；请抽样训练。
problem-labelled-few = 表中敷衍答复 { $perfunctory } 件、其他 { $others } 件；两类各至少要 { $least } 件，数字才有意义。
problem-labelled-groups = 答复只分成 { $groups } 组；至少要 { $least } 组才能留出一部分检验。请让“分组”列空着，或分得更细。

step-measure-letters = 正在读答复
definition-reply_mirror = 每件答复除去客套（称呼、致谢、落款、日期）后，与来信和其他全部答复对照：取自来信的比例（不论次序和少量改动）；与不同问题的答复几乎相同的，归为一组；没有本件事实的套话；只收只转；写了别件的地名、人名、号码；自动回复和粗暴语言；答非所问；来信已写明还来问。许多人问同一件事而给同一个答复，成组而不算问题。位置按存储文字的字符计。
definition-perfunctory = 每件答复有多大可能是敷衍：以镜像数得的各项（自己的字数、照抄来信和其他答复的比例、只转不办、事实、答复用语、切题程度、是否已有某种问题）作逻辑回归，并在未见过的答复上校准。权重、训练来源和误差写在一个文本文件里；jianfu letters train 可用您自己的标注另做一个。

unit-reply = { $count } 件答复
unit-character = { $count } 字
report-section-letters = 群众来信
letters-title = 群众来信与答复
letters-none = 数据中没有来信。
letters-unreadable = { $count } 行或单元格无法读取
letters-headline-perfunctory = 的答复很可能是敷衍：{ $replies } 件中的 { $perfunctory } 件
letters-headline-copied = 件答复照抄来信或其他答复
letters-headline-waiting = 件来信已逾期未答复或三个月以上没有答复（共 { $letters } 件）
letters-headline-satisfied = 的来信人对敷衍答复表示满意，对其他答复为 { $other }
letters-headline-no-verdict = 数据中没有满意度评价
letters-leads = 这些只是线索：机器比较的是文字。对任何人下结论之前，先读来信和答复。单位按名称排列，不排名次。
letters-kinds = 答复的问题
letters-kinds-lede = 称呼、致谢、落款和日期不作评判。一件答复可有几种问题；如实的简短答复不算问题，许多人问同一件事而给同一个答复也不算。
letters-delays = 来信等了多久
letters-delays-lede = 逾期指超过原件所给的期限，没有期限的按当地该类来信的时限。没有答复就办结，不停止计时。
letters-departments = 按单位
letters-departments-lede = 来信件数，以及只得到该类答复的来信件数。不足五件的数字以及可推算出它的数字不显示；不足五件来信的单位合在一起。
letters-satisfaction = 群众怎么说
letters-satisfaction-lede = 有满意度评价的来信，按最好的一件答复是否很可能敷衍分开。两边比例若无差别，就要怀疑评价或怀疑这里的判断。
letters-clusters = 文字相同的答复
letters-clusters-lede = 除去客套后文字相同或几乎相同、不少于五件的答复，共 { $count } 组，从大到小。许多人问同一件事而给同一个答复，不算问题。
letters-cluster-replies = { $replies } 件答复
letters-cluster-units = { $units } 个单位
letters-cluster-period = { $first } 至 { $last }
letters-cluster-finding = 用于不同的问题
letters-cluster-fair = 许多人问同一件事：不算问题
letters-examples = 来信与答复对照
letters-examples-lede = 答复中标出的，是抄来的或没有回答问题的文字；来信中标出的，是被照抄或被忽略的文字。文字按存储原样引用，转交本页之前请先通读。
letters-examples-of = { $all } 件中的 { $shown } 件
letters-probability = 敷衍的可能性 { $share }
letters-side-letter = 来信
letters-side-reply = 答复
letters-reasons = 影响概率的因素：
letters-model = 概率有多可信
letters-model-lede = 由 { $replies } 件已判断的答复（敷衍 { $perfunctory } 件）学得，分 { $folds } 份在未见过的答复上检验：Brier 分 { $brier }（0 为最好，一律报平均比例为 { $base }）；{ $auc } 的配对中敷衍答复排在前面。
letters-model-trained = 训练来源：{ $words }
letters-reliability = 所报概率与实际比例
letters-reliability-caption = 未见过的答复，按所报概率分段
letters-col-range = 概率
letters-col-said = 平均所报
letters-col-was = 实际比例
letters-col-state = 状态
letters-col-letters = 来信
letters-col-replies = 答复
letters-col-perfunctory = 只有敷衍答复
letters-col-reply = 最好的答复
letters-col-rated = 有评价
letters-col-satisfied = 满意
letters-group-perfunctory = 很可能敷衍
letters-group-other = 其他
letters-state-answered = 已答复
letters-state-late = 逾期才答复
letters-state-overdue = 已逾期、仍未答复
letters-state-unanswered = 三个月以上没有答复
letters-state-closed_unanswered = 没有答复就办结
letters-state-reopened = 办结后重开
letters-state-sent_again = 同一诉求再次来信
letters-state-several_desks = 同一诉求投到几个单位
letters-state-returning = 答复之后又出现的问题

letter-kind-copied_letter = 照抄来信
letter-kind-copied_reply = 照抄其他答复
letter-kind-template = 套话
letter-kind-forwarded = 只收只转
letter-kind-wrong_case = 张冠李戴
letter-kind-automatic = 自动回复
letter-kind-rude = 粗暴
letter-kind-off_point = 答非所问
letter-kind-asks_back = 明知故问
letter-meaning-copied_letter = 答复的大部分是群众自己的原话
letter-meaning-copied_reply = 同样的文字用来答复不同的问题
letter-meaning-template = 没有本件的事实，只有套话
letter-meaning-forwarded = 只说收到、记下或转交
letter-meaning-wrong_case = 写了不属于本件的地名、人名或号码
letter-meaning-automatic = 机器发出的文字，或没有填写的空白
letter-meaning-rude = 不该用来答复群众的话
letter-meaning-off_point = 说的不是来信所问
letter-meaning-asks_back = 问来信已经写明的事
letter-note-copied = 取自来信
letter-note-cluster = 也用在对其他问题的答复里
letter-note-received = 只说收到
letter-note-forwarded = 只是转交
letter-note-empty = 没有内容
letter-note-place = 来信没有提到{ $detail }
letter-note-person = 来信没有提到{ $detail }
letter-note-number = 来信里没有 { $detail } 这个号码
letter-note-worker_note = 单位内部的备注
letter-note-automatic = 机器发出的文字
letter-note-placeholder = 没有填写的空白
letter-note-matter = 说的是另一件事
letter-note-asks =
    { $detail ->
        [place] 问地点，来信已经写明
        [time] 问时间，来信已经写明
        [phone] 问电话，来信已经留下
        [name] 问姓名，来信已经写明
       *[other] 问来信已经写明的事
    }
letter-reason-own_length-for = 自己写的只有 { $value } 字
letter-reason-own_length-against = 自己写了 { $value } 字
letter-reason-copied-for = { $value } 取自来信
letter-reason-copied-against = 没有照抄来信（{ $value }）
letter-reason-shared-for = { $value } 也见于对其他问题的答复
letter-reason-shared-against = 没有照抄其他答复（{ $value }）
letter-reason-forwarding-for = { $value } 是收件转办的话
letter-reason-forwarding-against = 不只是转办（{ $value }）
letter-reason-facts-for =
    { $value ->
        [0] 没有自己的事实
       *[other] 自己的事实只有 { $value } 处
    }
letter-reason-facts-against = 有 { $value } 处自己的事实
letter-reason-actions-for =
    { $value ->
        [0] 没有答复用语
       *[other] 答复用语只有 { $value } 处
    }
letter-reason-actions-against = 有 { $value } 处答复用语
letter-reason-on_topic-for = 很少回应来信所问（{ $value }）
letter-reason-on_topic-against = 回应了来信所问（{ $value }）
letter-reason-fault-for = 有上列某种问题
letter-reason-fault-against = 没有上列各种问题
