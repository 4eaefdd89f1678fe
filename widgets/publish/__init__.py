"""Makes a notebook fit to be committed: `python -m widgets.publish` runs it, strips it and brings it into one form.

The author writes prose and one-line calls; what can be worked out (stored text, metadata, references, folding, line
breaks) is written here, so that two people on two machines get the same file, byte for byte.
"""
