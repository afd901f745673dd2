"""Charts as small SVG drawings between HTML labels: they scale to a phone and print. Geometry only, no figures."""
