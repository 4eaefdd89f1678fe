"""What goes on paper, and on the speaker's own screen: a lesson as one plain HTML page that needs nothing else.

`print_page("03", as_of)` is the lesson to print, with the answers at its end; `class_page("03", as_of)` is the plan of
the 45 minutes with notes and keys. Both read the notebook and the course's data and run no cell.
"""

from widgets.paper.pages import class_page, print_page

__all__ = ["class_page", "print_page"]
