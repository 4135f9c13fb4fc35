"""What pages and the clock ask of reports: editions, what is due, whose table issues lie on, whether one repeats."""
