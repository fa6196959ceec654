"""What can happen in a life: stages, exits with hazards and guards, and the machines everyone shares."""
