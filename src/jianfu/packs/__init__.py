"""Rule packs: data only. ``national`` ships the rules; a county pack sets its own limits."""
