"""Who customers are: a person, all of them in columns, their states, traits, habits and what they hold elsewhere."""
