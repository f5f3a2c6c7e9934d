"""Many reports: worker processes, output in parts, resumption, duplicates marked, problems kept.

The road of one report: `intake` numbers it and puts it into a batch, the `pool` has a worker read the batch, `duplicates` marks it,
`parts` writes it, the `journal` remembers that it is written.
"""

from letopis.bulk.inputs import Inputs
from letopis.bulk.run import BulkError, Options, Summary, run

__all__ = ["BulkError", "Inputs", "Options", "Summary", "run"]
