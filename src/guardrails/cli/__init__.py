"""The command line: arguments, the clock, printing and exit codes, and nothing else."""
