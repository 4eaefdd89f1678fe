"""How learning is asked, marked and spaced: questions, cases, class plans, certainty marks, what is due.

Pure: nothing here stores an answer or draws a widget. Run time trusts the YAML; `schema` (for `check` and the tests)
does not.
"""
