"""Photos of a made-up county: drawn, edited as people edit them, and put where an archive keeps its media."""
