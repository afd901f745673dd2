"""Report as data first; then renderers that never compute."""
