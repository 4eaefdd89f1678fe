"""Tests of course.py: what it decides, what it says when something goes wrong, what it lays out and never touches."""
