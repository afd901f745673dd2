"""The report as one HTML file that loads nothing, reads on a phone and prints."""
