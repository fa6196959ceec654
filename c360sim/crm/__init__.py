"""The bank's view of its customers: profiles, activity and service."""
