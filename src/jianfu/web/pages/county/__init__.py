"""The county's picture."""
