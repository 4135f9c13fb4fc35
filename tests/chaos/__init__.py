"""Promises under disturbance: servers and processes of a run are killed, frozen and emptied while work goes on.

`make chaos` does it at length, prints a table, writes build/chaos.json and fails where a promise broke; the suite runs
the same code in small. Nothing here speaks to a server that was given: each run starts its own and throws them away.
"""
