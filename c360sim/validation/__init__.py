"""Validation: a data set held against its books, against public statistics, and against the truth; reads written files only."""
