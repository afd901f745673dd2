"""Engines: the same checked query and the same per-part function, embedded or on a cluster."""
