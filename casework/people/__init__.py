"""Persons and their families, as dated facts: Person, Name, IdentityDocument, ContactDetail, Household, Membership.

A name is kept as each document has it, with its script; nothing is corrected and nobody is merged by the system.
A person belongs to one household at a time.
"""
