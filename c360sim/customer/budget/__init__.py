"""What customers want each month, as a function of who they are: income, bills, spending, saving, contacts."""
