"""The customer: who a person is, what happens to them, and what they want of the bank."""
