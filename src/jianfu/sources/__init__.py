"""One file per kind of file or export: rows of canonical tables, with file hash and row number."""
