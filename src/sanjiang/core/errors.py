"""The exceptions of the package.

SanjiangError
├── DocumentError    a document that cannot be read
│   └── FilesSkippedError  files that are no documents: told, and no fault
├── LibraryError     a data file, region, product or process that is wrong or unknown
├── NetworkError     network tables that do not describe a network
├── SolveError       a programme without an optimum
├── PictureError     a chart that cannot be drawn
├── RouteError       a tour, a delivery or a flow that cannot be
└── RegisterError    what the register cannot do
    └── ConflictError    somebody else was quicker
"""

import re

# What ends a line, moves the cursor, turns the direction of writing, or is half a character of bytes that are no UTF-8.
_UNPRINTABLE = re.compile("[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")


def printable(text: str) -> str:
    """Return a text that takes one line of any terminal: a file's name may hold anything."""
    return _UNPRINTABLE.sub("\ufffd", text)


class SanjiangError(ValueError):
    """What is wrong, where, and how to mend it.

    Parameters
    ----------
    what : str
        The fault, naming the thing.
    where : str
        The place: a file, ``file:row``, a command-line option.
    mend : str
        What the user can do about it.
    """

    def __init__(self, what: str, where: str, mend: str) -> None:
        super().__init__(what, where, mend)
        self.what, self.where, self.mend = what, where, mend

    def __str__(self) -> str:
        return printable(f"{self.what} — {self.where} — {self.mend}")


class DocumentError(SanjiangError):
    """A document that cannot be read."""


class FilesSkippedError(DocumentError):
    """Files of a folder or an archive that are no documents: told, and no fault."""


class LibraryError(SanjiangError):
    """A data file, region, product or process that is wrong or unknown."""


class NetworkError(SanjiangError):
    """Network tables that do not describe a network."""


class SolveError(SanjiangError):
    """A programme without an optimum."""


class PictureError(SanjiangError):
    """A chart that cannot be drawn."""


class RouteError(SanjiangError):
    """A tour, a delivery or a flow that cannot be: a file or table that is wrong, or conditions that nothing meets."""


class RegisterError(SanjiangError):
    """What the register cannot do: an unknown statement, a field that is wrong, a database that does not answer."""


class ConflictError(RegisterError):
    """Somebody else changed the same thing since it was looked at; nothing was written.

    Parameters
    ----------
    what, where, mend : str
    who, at : str, optional
        Who changed it, and when.
    """

    def __init__(self, what: str, where: str, mend: str, who: str | None = None, at: str | None = None) -> None:
        super().__init__(what, where, mend)
        self.who, self.at = who, at
