"""What pages and steps ask of employers and permits."""
