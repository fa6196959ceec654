"""A run, composed: its shards, in this process, in processes of their own, or on a cluster."""
