"""What is true of the talk: which message is a copy of which, which only look alike, which say nothing."""
