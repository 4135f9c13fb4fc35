"""The office in code: one package for each of its nouns, in layers.

Higher packages import lower ones, never the reverse.
"""
