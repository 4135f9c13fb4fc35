"""Tables that somebody sends: pairs of persons to be compared, persons to be taken over. Pure: no database."""
