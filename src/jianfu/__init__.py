"""Jianfu 减负: measure, find and cut formalism at the fingertips (指尖上的形式主义)."""
