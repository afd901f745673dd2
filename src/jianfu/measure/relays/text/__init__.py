"""What a message says without what was put around it (正文): folded, stripped, every text once."""
