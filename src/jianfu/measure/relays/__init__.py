"""Relay tracing (转发溯源): one notice, all its copies, who passed it on, and what changed on the way."""
