"""What shows: explorers, the top and end of a lesson, the theme.

Widgets know Jupyter and plotly and hold no medical fact; what they show comes from `content`. Explorers are imported
one by one (`from widgets.explorers.cascade import cascade`), so a lesson loads only what stands in it.
"""

from widgets.lesson import lesson_end, lesson_top

__all__ = ["lesson_end", "lesson_top"]
