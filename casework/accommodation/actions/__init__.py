"""All writes of centres: rooms, stays, who sleeps where on which nights."""
