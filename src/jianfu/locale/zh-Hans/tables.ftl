# 各列的类型。
column-kind-text = 文本
column-kind-integer = 整数
column-kind-number = 小数
column-kind-flag = 是／否
column-kind-date = 日期
column-kind-moment = 时刻

# 各列的计量单位。tables/、measure/ 和 detect/finding.py 中的每个单位各一条。
column-unit-person = 人
column-unit-character = 字
column-unit-letter = 件
column-unit-reply = 件
column-unit-byte = 字节
column-unit-field = 项
column-unit-group = 个群
column-unit-message = 条
column-unit-reading = 人次
column-unit-hour = 小时
column-unit-day = 天
column-unit-working-day = 个工作日
column-unit-minute = 分钟
column-unit-minute-per-day = 分钟/日
column-unit-1-per-day = 次/日
column-unit-1-per-year = 次/年
column-unit-cny-per-year = 元/年
column-unit-cny-per-minute = 元/分钟
column-unit-cny-per-person = 元/人
column-unit-item = 个
column-unit-point = 分
column-unit-share = 占比
