"""All writes of foreign labour."""
