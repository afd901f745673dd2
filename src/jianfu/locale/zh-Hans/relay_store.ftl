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
