cli-relays = 追踪哪些消息转发了哪份通知，途中改了什么。

    PATH 为数据集、导出文件或文件夹，或 Parquet、CSV 消息表（须有 message_id、text 列；sent_at、group_id、sender_id 有则用之）。DIR/relays.parquet 中，被转发通知的每条消息占一行。
cli-relays-out = 存放 relays.parquet 的文件夹；要么完整写出，要么不写。
cli-relays-threshold = 两份文本相似到多少算转发（三字组杰卡德系数，0 到 1），默认 0.5。
relays-done = 共 { $messages } 条消息；{ $clusters } 份通知被转发，转发 { $copies } 条（{ $seconds } 秒）。
relays-most = 转发最多的通知：
relays-notice = { $copies } 次 { $text }（{ $id }）
relays-file = 每条转发的来源和改动见：{ $file }
problem-relays-columns = { $path } 缺少列：{ $missing }。现有列：{ $found }。请将列命名为 message_id、text；sent_at、group_id、sender_id 有则用之。
problem-relays-type = { $path } 的 { $column } 列类型为 { $kind }，无法使用。message_id、text 应为文本，sent_at 应为时间，如 2026-09-30 08:15:00。
problem-relays-empty = { $path } 第 { $row } 行的 { $column } 为空。请补全，或删去该行。
problem-relays-moment = { $path } 第 { $row } 行 sent_at 列的“{ $value }”不是时间。请写成 2026-09-30 08:15:00。
problem-relays-unreadable = { $path } 无法作为表格读取：{ $reason }。请重新另存为 Parquet 或 CSV（UTF-8）。
problem-relays-no-table = { $kind } 类型的值不是表。请给出文件、pyarrow.Table，或支持 Arrow 数据流的数据框。
problem-relays-threshold = 阈值 { $threshold } 不可用：须大于 0 且不超过 1。
