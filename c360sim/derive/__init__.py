"""What follows from the schema: Arrow types, DuckDB DDL, the data dictionary, base LookML views, and the persona diagrams."""
