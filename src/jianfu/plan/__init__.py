"""What to keep, merge, end or embed so that people get minutes back and no duty is lost (减负方案)."""
