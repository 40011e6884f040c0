"""What happens without a decider."""
