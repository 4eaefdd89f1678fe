"""Ring 3: the notebooks themselves. They run, say what they said, reach nobody, and stand in their one form."""
