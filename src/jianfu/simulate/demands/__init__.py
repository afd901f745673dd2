"""Notices that demand too much, or only look so: planted, written as one more pull of the archive, labelled."""
