"""What stands where in a format, and which column of which record it is.

Here: a module for each format whose mapping is more than its adapter can hold, or a folder of one module per level. Not
here: syntax (`pipeline.formats`), which file is whose (`pipeline.adapters`), judgement (`pipeline.contracts`).
"""
