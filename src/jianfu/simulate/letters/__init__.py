"""What citizens write and offices answer: matters from a grammar, honest answers with facts, and every way to fail."""
