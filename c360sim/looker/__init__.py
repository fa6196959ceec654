"""The LookML runtime: a LookML project in, BigQuery SQL out, rows back from DuckDB. What it supports is told in docs/lookml.md."""
