"""What is taken from a file that is more than text."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Extracted:
    """The text of a document of some format.

    Parameters
    ----------
    text : str
        Lines, table cells parted by tabs.
    title : str or None
        What the format itself marks as the title.
    notes : tuple of str
        For the user, in Chinese and English.
    furniture : frozenset of int
        Where lines of `text` begin that the format itself marks as outside the body, such as page headers.
    has_cells : bool
        Whether tabs in `text` part the cells of tables, rather than gaps in print.
    """

    text: str
    title: str | None = None
    notes: tuple[str, ...] = ()
    furniture: frozenset[int] = frozenset()
    has_cells: bool = True


def from_lines(lines: list[str], title: str | None, notes: tuple[str, ...] = ()) -> Extracted:
    """Return the text of lines; blank ones are left out."""
    return Extracted("\n".join(line for line in lines if line.strip()), title, notes)
