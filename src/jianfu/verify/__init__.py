"""Whether a plan has helped (成效核验): two audits compared, with their uncertainty, and rebound looked for."""
