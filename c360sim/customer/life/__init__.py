"""What happens in a life: stages, exits with hazards and guards, the machines everyone shares, and what events change."""
