"""Speed and memory, measured on this machine: `make bench`, or `python -m benchmarks --quick` for a short look."""
