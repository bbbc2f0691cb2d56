"""The only floor that opens anything: finding, reading and writing files, caches, worker processes."""
