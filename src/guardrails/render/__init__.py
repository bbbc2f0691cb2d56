"""Briefing and report to text: one format a file."""
