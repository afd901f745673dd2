"""The same search by many workers (分布式溯源)."""
