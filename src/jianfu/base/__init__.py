"""What every step may use: errors, languages, the clock. Knows nothing of the domain."""
