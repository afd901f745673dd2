"""Which message each copy was made from, and what changed on the way (传播树)."""
