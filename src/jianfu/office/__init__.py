"""What the office keeps: registry, audits, findings, cases, users and the log (办公库). Django knows nothing of Jianfu
outside this package and ``web``; everything computed comes from ``cycle``."""
