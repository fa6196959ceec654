"""What follows from the schema: Arrow types, DuckDB DDL, the data dictionary, and the persona diagrams."""
