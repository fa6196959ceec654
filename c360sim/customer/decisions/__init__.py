"""What customers ask of the bank: products, and on which terms."""
