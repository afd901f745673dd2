"""One file or folder per measure; each leaves a tidy table. Loops, graphs, text and models live here."""
