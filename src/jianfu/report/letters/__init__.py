"""The part of the report about letters: figures by department and kind, examples side by side, clusters, delay."""
