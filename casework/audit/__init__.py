"""Who did what, when, before and after: `Event`, append-only, written inside the transaction of the change.

`Submission` remembers each form that was posted, so that the same post has one effect and one answer.
"""
