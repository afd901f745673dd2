"""The report: one document as data, then renderers that only show it."""
