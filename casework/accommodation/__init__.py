"""Accommodation: temporary centres, where families wait for the status, and adaptation centres for its holders.

Centre > Room > Place. Stay: a household's time in a centre, with what it rests on. Assignment: who sleeps where on
which nights; a block keeps a place empty in the same table. A night belongs to the day on which it begins.
"""
