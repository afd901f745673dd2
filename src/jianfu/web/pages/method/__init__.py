"""Where every figure of the burden comes from."""
