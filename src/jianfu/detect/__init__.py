"""Rules as data, run over snapshot and measures; findings grouped, one cause one notice."""
