r"""Many files to a folder of trees or to one dataset: ``planparse batch`` as a library.

The work goes through five modules. ``inputs`` finds the files, lazily; ``ledger`` keeps them and
what is done in an SQLite file beside the output; ``work`` turns one file into one result and is
pure; ``pool`` (this machine) or ``cluster`` (Dask) decides where that happens; ``sinks`` builds the
dataset from the ledger. Whatever was killed when, the output is a function of the inputs, the
options and the version: files are worked on in the order of their paths, results are kept apart
until all are there, and every file appears by ``os.replace``.

For Spark, Ray and other schedulers there is :func:`try_parse`, a pure function of bytes and a name
that never raises.

>>> try_parse("一、主要任务\n二、保障措施\n".encode(), "plan.txt")["error"] is None
True
"""

from .driver import Options, Summary, run
from .work import try_parse

__all__ = ["Options", "Summary", "run", "try_parse"]
