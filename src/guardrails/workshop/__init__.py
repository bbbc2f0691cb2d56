"""IT's bench: examples as tests, and what is not right yet about the words and dates of a bundle."""
