"""Everything planparse raises on purpose; each message names the file, the place and what to do.

PlanparseError
├── ReadError            a file that cannot be read or decoded
├── FormatError          our own output that cannot be loaded again
│   └── SchemaVersionError   written by a newer planparse
└── MissingExtraError    a command or container that needs an optional extra
"""


class PlanparseError(Exception):
    """Base of every deliberate error; the command line prints it in one line and exits with 2."""


class ReadError(PlanparseError):
    """A file that cannot be opened, recognised or decoded."""


class FormatError(PlanparseError):
    """A document that claims to be a Plan or a diff but does not validate."""


class SchemaVersionError(FormatError):
    """A Plan written under a schema that is newer than this program knows."""


class MissingExtraError(PlanparseError):
    """A feature that needs an optional extra; the message says which one to install."""

    def __init__(self, what: str, extra: str) -> None:
        super().__init__(f'{what} needs an extra: pip install "planparse[{extra}]"')
        self.extra = extra


_LONGEST = 60


def brief(words: str) -> str:
    """Words of a file as a message may quote them: on one line, without the middle of long ones.

    >>> brief("word/header1.xml"), len(brief("x" * 1000))
    ('word/header1.xml', 61)
    """
    line = " ".join(words.split())
    half = _LONGEST // 2
    return line if len(line) <= _LONGEST else f"{line[:half]}…{line[-half:]}"
