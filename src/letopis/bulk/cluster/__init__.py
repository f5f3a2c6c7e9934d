"""A run on many machines, by Ray Data: the same inputs, the same rows as a run on one.

Inputs are cut into pieces (`pieces`), each of which an actor reads and puts aside (`reading`); when all are there, one pass in the order of
the inputs marks duplicates (`marking`), and each piece becomes a file of ledgers. `engine` is the coordinator; folders may be
wherever pyarrow's file systems reach (`place`).
"""

from letopis.bulk.cluster.engine import ClusterOptions, run_on_cluster

__all__ = ["ClusterOptions", "run_on_cluster"]
