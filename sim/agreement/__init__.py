"""What can be agreed, what that is worth to whom, and whether it holds."""
