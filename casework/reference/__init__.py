"""What the law and the map say, as dated rows: regions, legal acts, figures, days of the calendar, grounds, documents.

A `Figure` is a number of the law in force since a day: deadlines, money, multiples. Nothing here is overwritten when
the law changes: a new row begins. Rows carry no officer; the Event says who changed them.
"""
