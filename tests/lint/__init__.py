"""Lint that teaches: what a machine can check of lessons and code, each rule with a sentence that says how to mend."""
