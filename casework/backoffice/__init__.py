"""The back office: Django's admin in the colours of the house, for those who keep it and those who look after it.

A *room* is what one kind of officer comes for: officers and offices, law and calendar, files, ledger, trail. It opens
to permissions that roles give; there is no staff flag. Whoever changes something does it by an action with an Event;
files, ledger and trail are read alone, within the officer's sight. It stands above the other packages because it shows
them all, those too that know no officer.
"""
