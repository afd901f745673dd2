"""What makes a notice this one and no other (同一性要素): moments, numbers, names, addresses, proof asked for."""
