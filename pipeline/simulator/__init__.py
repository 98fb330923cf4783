"""A synthetic practice that writes the files real systems write, with the answer key beside them.

Events first (`ledger`, filled day by day by `visits`, `claims`, `payers`, `postings`, `patients`, then by `bank` and
`books`; `scenarios` change them where `planning` says so), then `writers`, one for each format, then `answers`,
computed from the events. Nothing here imports what it is used to test: no reader, matching rule or figure of the
pipeline. `simulate.simulate` is the way in.
"""
