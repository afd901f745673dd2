step-import = 读取文件
step-settle = 核对单位、人员和群组
step-merge = 整理消息

problem-dataset-missing = { $path } 里还没有导入任何数据。请先运行“jianfu import … --into { $path }”。
problem-dataset-unreadable = { $path } 缺失或无法读取。请把原始文件重新导入到一个新文件夹。
problem-dataset-format = { $path } 的格式版本为 { $found }，本版减负只认识 { $known }。请把原始文件重新导入到一个新文件夹。
problem-dataset-not-a-folder = { $path } 是一个文件；请为数据集指定一个文件夹。
problem-dataset-busy = 另一项导入正在写入 { $path }。请等它结束后再试。
problem-dataset-full = { $path } 所在磁盘已满。原有数据没有改动；请腾出空间后重新运行同一条导入命令。
problem-dataset-unwritable = { $path } 不可写。请换一个文件夹，或申请写入权限。
problem-nothing-to-import = 没有找到可以导入到 { $path } 的文件。
problem-zone-differs = { $path } 按时区 { $dataset } 建立，这次要求的是 { $asked }。请使用同一时区，或换一个新的数据集文件夹。
problem-key-differs = { $path } 是用另一把假名密钥建立的。请使用该单位的密钥（JIANFU_KEY_FILE），或换一个新的数据集文件夹。
problem-key-unreadable = 假名密钥 { $path } 无法读取也无法建立。请检查权限，或用 JIANFU_KEY_FILE 指定另一个文件。
problem-key-short = 假名密钥 { $path } 太短，至少需要 { $shortest } 字节。如果还没有数据集用过它，删除后会自动新建。

quality-in-file = { $file }：{ $note }
quality-units-made = 有 { $count } 个单位不在任何单位名单中，按文件中的写法建立：{ $examples }
quality-unit-list-missing = 没有单位名单：{ $count } 个单位按文件中的写法建立，层级由名称推断。
quality-units-ambiguous = 有 { $count } 个单位名称对应多个单位，未归入其中任何一个：{ $examples }
quality-groups-linked = 台账中有 { $count } 个群按名称和单位对上了导出的群。
quality-groups-ambiguous = 台账中有 { $count } 个群对应多个导出的群，未作关联：{ $examples }
quality-groups-only-in-archive = 有 { $count } 个群只出现在消息或成员名单中，没有台账或群信息说明。
quality-persons-only-in-archive = 有 { $count } 人不在任何人员名单中，所属单位未知。
quality-names-shared = 有 { $count } 个姓名在同一单位对应多人，未归于其中任何一人。
quality-references-unresolved = { $table }：有 { $count } 处提到的对象找不到或对应多个：{ $examples }
quality-rows-without-key = { $table }：有 { $count } 行既无编号也无名称，未采用。
quality-conflicting-values = { $table }的“{ $column }”：{ $count } 个对象在不同地方说法不一，以台账为先。
quality-membership-derived = 有 { $count } 个群没有成员名单，以发过言的人代替，只看不说的人未计入。
quality-duplicates = { $table }：有 { $count } 行与其他行重复，只计一次。
quality-file-broken-off = 没有读完，此前的内容已导入。{ $problem }
quality-file-unread = 未计入数据：{ $problem }
quality-days-beyond-archive = 有 { $count } 个来信或答复日期比最后一条消息晚一个月以上，不作为最后日期。
quality-last-day-from-ledgers = 没有消息和来信，以台账中最近的日期 { $day } 作为最后日期。
quality-calendar-short = 法定节假日只公布到 { $known }；此后至 { $until } 只按周末计休息日。
quality-calendar-weekends-only = 时区 { $zone } 没有节假日资料，只按周末计休息日。

