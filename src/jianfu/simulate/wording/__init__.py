"""What units write that breaks the rules by its wording (违规用语), and what only looks so."""
