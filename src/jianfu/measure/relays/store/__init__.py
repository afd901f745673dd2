"""Messages added day after day, with the result of one search over all of them (溯源库)."""
