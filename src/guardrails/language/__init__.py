"""The rule language: operators, facts, conditions, and compiling a pack against the manifest schemas."""
