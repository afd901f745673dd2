"""A plan in pictures: put together from its folder, kept as one JSON file, drawn as one page."""
