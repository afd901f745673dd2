"""One folder a page: ``view.py`` and its templates."""
