# 网页端的列表：筛选与比较。
office-filters = 查找与筛选
office-filters-clear = 显示全部
office-unit-words = 单位（名称或编号）
office-middle-case = 中间情形
office-import-changes = 台账的变化
office-compare-with = 与审查 { NUMBER($number, useGrouping: 0) } 比较
office-plan-compare-with = 与方案 { NUMBER($number, useGrouping: 0) } 对比
office-table-person_alias = 人员在群里的称呼
