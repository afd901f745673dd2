"""The report as a PDF to print and file: the data goes in as JSON, never into the source of the page."""
