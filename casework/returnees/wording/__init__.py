"""The fixed words of printed documents in Kazakh, Russian and English: data, never translated by the page's language.

In braces stands what the facts fill in; {kandas} is the word of the day. A date's case in Kazakh follows the colon.
"""
