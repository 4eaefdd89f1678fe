"""How it works: one module for each model that an explorer moves.

Every module names its equations, where its numbers come from and what it leaves out, in a docstring that is shown on
the screen under "why does it do that?", and lists what it takes as given in `PARAMETERS`.
Functions are pure; chance comes in as a seeded numpy Generator; wrong input is refused with one plain sentence.
"""
