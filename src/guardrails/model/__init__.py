"""Plain frozen types that every floor above speaks in."""
