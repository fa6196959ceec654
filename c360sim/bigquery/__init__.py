"""Loading a data set into BigQuery, such that a load can be repeated, interrupted and trusted."""
