"""Pictures as numbers: what makes one picture recognisable again, computed where it is decoded; pixels stay there."""

BYTES_LARGE = 200_000
"""Of a file worth a decoder of our own (``eighth.py``); smaller ones Pillow reads in a few milliseconds."""
