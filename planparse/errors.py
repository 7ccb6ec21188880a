"""Everything planparse raises on purpose; each message names the file, the place and what to do.

PlanparseError
├── ReadError            a file that cannot be read or decoded
├── FormatError          our own output that cannot be loaded again
│   └── SchemaVersionError   written by a newer planparse
└── MissingExtraError    a command or container that needs an optional extra

An error is raised with an English template and its values. ``str`` gives the English sentence;
:meth:`PlanparseError.told` gives it in the reader's language.
"""

from __future__ import annotations

import copyreg
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from .language import Language, language
from .messages import Word, say_in


class PlanparseError(Exception):
    """Base of every deliberate error; the command line prints it in one line and exits with 2."""

    def __init__(self, template: str, /, **values: object) -> None:
        self.template = template
        self.values = {
            key: value if isinstance(value, str | int | float) else brief(str(value), 160)
            for key, value in values.items()
        }
        super().__init__(say_in("en", template, **self.values))

    def __reduce__(self) -> tuple[Any, ...]:
        """Pickled as it stands, without raising it anew: batches send errors between processes."""
        return copyreg.__newobj__, (type(self), *self.args), self.__dict__  # type: ignore[attr-defined]

    def told(self, lang: Language | None = None) -> str:
        """The message in a language; by default that of the program.

        >>> ReadError("{name}: the page is empty", name="a.html").told("zh")
        'a.html：网页是空的'
        """
        return say_in(lang or language(), self.template, **self.values)


class ReadError(PlanparseError):
    """A file that cannot be opened, recognised or decoded."""


class FormatError(PlanparseError):
    """A document that claims to be a Plan or a diff but does not validate."""


class SchemaVersionError(FormatError):
    """A Plan written under a schema that is newer than this program knows."""


class MissingExtraError(PlanparseError):
    """A feature that needs an optional extra; the message says which one to install."""

    def __init__(self, what: str, extra: str) -> None:
        template = '{what} needs an extra: pip install "planparse[{extra}]"'
        super().__init__(template, what=Word(what), extra=extra)
        self.extra = extra


@contextmanager
def reading(path: object) -> Iterator[None]:
    """Makes a refusal of the system, while a file is read, a ReadError."""
    try:
        yield
    except OSError as error:
        raise ReadError(
            "{path}: cannot be read ({reason})", path=path, reason=reason(error)
        ) from error


def reason(error: Exception) -> Word:
    """Why the system refused, in few words (``permission denied``)."""
    said = brief(getattr(error, "strerror", None) or str(error) or type(error).__name__, 160)
    return Word(said[:1].lower() + said[1:])


def brief(words: str, longest: int = 60) -> str:
    """Words of a file or of a library as a message may quote them: one line, without a long middle.

    >>> brief("word/header1.xml"), len(brief("x" * 1000))
    ('word/header1.xml', 61)
    """
    line = " ".join(words.split())
    half = longest // 2
    return line if len(line) <= longest else f"{line[:half]}…{line[-half:]}"
