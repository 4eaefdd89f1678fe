"""What the course costs, beside what a Python user would otherwise run. Never part of the tests: nothing fails here.

`python3 course.py bench [--json FILE] [--quick]` runs `python -m tests.benchmarks`.
"""
