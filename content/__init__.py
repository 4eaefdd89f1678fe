"""What the course knows, in plain Python: no Jupyter, no picture.

Rooms: evidence (facts with sources), models (how it works), teaching (how learning is asked and marked),
lessons (objectives, questions and plans as data). `widgets` shows all this, `notebooks` tells it.
"""
