"""The smallest change: what would make a rule pass, found over its evidence and verified by judging again."""
