problem-relay-store-busy = 另一次追加正在写入 { $path }。请等它结束后再试。
problem-relay-store-unwritable = { $path } 无法写入：{ $reason }。请换一个文件夹、腾出空间，或申请写入权限。
problem-relay-store-unreadable = { $path } 已损坏，或不是溯源库的清单。请用数据集重新建库。
problem-relay-store-settings = { $path } 由 Jianfu { $version } 按阈值 { $threshold } 建立，或当时的单位名称不同。请使用相同设置，或用数据集重新建库。
problem-relay-store-columns = 消息缺少列：{ $columns }。溯源库需要 message_id、sent_at 和 text。
problem-relay-store-nulls = 消息的 { $column } 列有空单元格。每条消息都要有编号和发送时间。
cli-relays-store = 逐次记住消息的文件夹：PATH 中尚未入库的消息会被追加，结果涵盖库中全部消息。
cli-relays-engine = duckdb（本机）、spark 或 spark=MASTER：由集群节点查找，结果相同。PATH 须为数据集或 Parquet。
problem-relays-store-or-engine = 溯源库只在本机查找。请去掉 --store，或去掉 --engine { $engine }。
problem-relays-spread-parquet = { $path } 不是 Parquet 文件。集群节点读取 Parquet：请先导入，或另存为 Parquet。
cli-sketch = 为本单位消息生成带密钥的文本特征，用于跨单位查找转发。文本不出单位。

    PATH 是数据集、导出文件或文件夹，或 Parquet、CSV 消息表。各单位使用同一密钥；负责比对的一方不得持有密钥。
cli-sketch-key = 各单位共用的密钥文件，至少 16 字节（生成：openssl rand -hex 32 > 密钥文件）。
cli-sketch-out = 要写入的 Parquet 文件。
sketched = 共 { $messages } 条消息，其中 { $sketches } 条已生成特征；其余没有文本，或太短、不会被转发。{ $bytes } 字节：{ $file }
cli-match = 用各单位上报的特征（jianfu sketch）查找跨单位的转发。不需要文本，也不需要密钥。
cli-match-out = 存放 matches.parquet 的文件夹：消息、文件、通知、来源、相似度；消息以代号表示。
matched = 共 { $messages } 条特征；{ $clusters } 份通知被转发，共 { $copies } 份转发（{ $seconds } 秒）：{ $file }
problem-sketch-key-missing = { $path } 处没有密钥。请为各单位生成一个（openssl rand -hex 32 > { $path }），安全送达各单位；不要交给负责比对的一方。
problem-sketches-unreadable = { $path } 不是本版本 Jianfu 的特征文件。请用 jianfu sketch 重新生成。
problem-sketches-keys = { $one } 与 { $other } 使用了不同的密钥，无法比对。请各单位使用同一密钥。
