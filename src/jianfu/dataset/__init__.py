"""Batches become a Snapshot: an immutable Parquet folder with a manifest."""
