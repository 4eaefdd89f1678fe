"""How learning is asked: questions now; marking, spacing and cases join here.

Pure: nothing here stores an answer or draws a widget.
"""
