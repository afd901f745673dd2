"""Bills, groups, notices, one's own minutes."""
