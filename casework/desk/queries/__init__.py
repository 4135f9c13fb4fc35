"""What the pages of the desk ask: an officer's work, the week of an office, the whole of a person."""
