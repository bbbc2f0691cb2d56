"""Texts as they were read: values, places, and plain facts about what could not be read."""
