"""What users do, one file a verb: permission, transaction and log entry together (操作)."""
