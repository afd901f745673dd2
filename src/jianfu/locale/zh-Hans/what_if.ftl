cli-what-if = 显示已完成的审查在改变界限后会新增、消失哪些发现：规则 limit=数值 结果文件夹，或逐档试算 limit=0.6..0.9/0.1；不重新测量
what-if-counts = 未了结的发现：{ $before } → { $after }（新增 { $appear }，消失 { $vanish }）
what-if-level = {"  "}{ $level }：{ $before } → { $after }（+{ $appear }，-{ $vanish }）
what-if-level-province = 省级
what-if-level-city = 市级
what-if-level-county = 县级
what-if-level-township = 乡镇
what-if-level-village = 村
what-if-level-unknown = 层级不详
what-if-more = {"  "}……另有 { $count } 项（--json 列出全部）
what-if-told-alone = { $rule }：{ $count } 项发现将单独列出
what-if-told-by-it = { $rule }：{ $count } 项发现将由其他发现说明
what-if-sweep-head = { $parameter }：未了结的发现（新增，消失）
what-if-sweep-line = {"  "}{ $value }：{ $after }（+{ $appear }，-{ $vanish }）
problem-what-if-parameter = 规则“{ $rule }”没有界限“{ $parameter }”，请写“名称=数值”。可用的有：{ $known }
problem-what-if-value = “{ $value }”不能作为规则“{ $rule }”的 { $parameter }：应为 { $kind }，单位 { $unit }。
problem-what-if-sweep = “{ $value }”不能作为 { $parameter } 的试算范围：请写“起..止/步长”，起不大于止，最多 { $most } 档。
problem-what-if-two-sweeps = 一次只能试算一个界限，不能同时试算：{ $parameters }
problem-what-if-limits-missing = 规则“{ $rule }”在本地没有这些数值：{ $limits }，请一并给出。
problem-what-if-input-missing = 规则“{ $rule }”在这次审查中没有数据可看：{ $tables } 为空。
problem-what-if-failed = 规则“{ $rule }”运行失败：{ $words }
problem-what-if-other-packs = 这次审查所用的规则“{ $rule }”的界限与所给规则包不同，请用 --pack 写明当时的规则包。
problem-what-if-packs-elsewhere = 这次审查用了文件夹中的规则包（{ $packs }），请用 --pack 写明它们和其余的规则包。
