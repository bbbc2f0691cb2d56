"""Evidence to sentences: the only floor that writes words."""
