"""One layout for a bundle's files: lines are moved, indented and trimmed, never written anew."""
