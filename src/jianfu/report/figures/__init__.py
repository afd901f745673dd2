"""The figures of the report, taken from the measures; the renderers only show them."""
