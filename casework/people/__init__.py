"""Persons and their families, as dated facts: Person, Name, IdentityDocument, ContactDetail, Household, Membership.

A name is kept as each document has it, with its script; nothing is corrected by the system. A person belongs to one
household at a time. SamePerson says that two records are one human being: a link that a second officer confirms, that
can be undone, and that overwrites nothing.
"""
