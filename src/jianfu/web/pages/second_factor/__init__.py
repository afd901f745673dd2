"""The second factor: giving its code when signing in, and setting it up."""
