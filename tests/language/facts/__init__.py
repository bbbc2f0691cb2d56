"""Facts: tables for every value, and properties that hold for all of them."""
