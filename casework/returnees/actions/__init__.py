"""All writes of returnees: what their applications say, and what each step of a file does to grants and inclusions."""
