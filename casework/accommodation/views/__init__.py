"""Pages of centres: overview, centre, board, stays, who sleeps where, lists to print."""
