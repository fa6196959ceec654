"""How customers begin: who they are, and what they hold, when first met."""
