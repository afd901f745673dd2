"""Plans: what is proposed, what it gives back, what people decided."""
