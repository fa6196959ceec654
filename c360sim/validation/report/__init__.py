"""What validation found, told to a reader: on the terminal, as JSON, and as a page with plots."""
