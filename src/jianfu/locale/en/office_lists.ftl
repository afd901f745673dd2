# Lists in the office on the web: filters and comparisons.
office-filters = Search and filter
office-filters-clear = Show everything
office-unit-words = Unit (name or id)
office-middle-case = middle case
office-import-changes = What it changed in the registry
office-compare-with = Compare with audit { NUMBER($number, useGrouping: 0) }
office-plan-compare-with = Compare with plan { NUMBER($number, useGrouping: 0) }
office-table-person_alias = names of people as they stand in chats
