"""What groups, apps and accounts are called, and what for: how like two names (名称) or two purposes (用途) are."""
