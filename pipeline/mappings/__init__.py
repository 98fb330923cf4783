"""What stands where in a format, and which column of which record it is: one folder per format, one module per record.

Here: formats whose mapping is more than an adapter can hold. Not here: syntax (`pipeline.formats`), which file is whose
(`pipeline.adapters`), judgement (`pipeline.contracts`).
"""
