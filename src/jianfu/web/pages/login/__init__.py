"""Signing in and out, language and type size."""
