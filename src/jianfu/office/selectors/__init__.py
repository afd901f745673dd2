"""What pages and the API read: one place for each question, scope applied inside (查询)."""
