"""Where tables go: CSV, Parquet, DuckDB, and the publication that writes them all or nothing."""

FORMATS = ("csv", "parquet", "duckdb")
DATABASE = "c360.duckdb"
