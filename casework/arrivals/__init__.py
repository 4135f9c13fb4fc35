"""Arrivals: who crossed the border, where and why, and where each newcomer stands.

Crossing: one person passing one checkpoint once, in or out. Batch: one file of crossings, or one delivery of a border
post, with how far it was brought in. RejectedRow: a line that was not taken, with what is wrong in each column. Tally:
how many crossings a day or a month had by one of its sides; kept by each import, recounted every night.
"""
