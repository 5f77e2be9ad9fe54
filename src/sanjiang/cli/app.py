"""The application that every command joins, and what becomes of a fault."""

from __future__ import annotations

import io
import sys
from typing import Annotated

import typer
from typer.exceptions import TyperException

import sanjiang
from sanjiang.cli.printing import fail
from sanjiang.core.errors import SanjiangError

app = typer.Typer(
    help="三江 Sanjiang: 读产业文件,组网求解,出简报 reads what cities publish, solves the network, writes the brief.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)


def _tell_version(wished: bool) -> None:
    if wished:
        print(f"sanjiang {sanjiang.__version__}")
        raise typer.Exit


@app.callback()
def _before(
    version: Annotated[
        bool, typer.Option("--version", callback=_tell_version, is_eager=True, help="版本 Print the version and exit.")
    ] = False,
) -> None:
    """Take what stands before a command."""


def main() -> None:
    """Run the command line; a fault becomes one line on standard error and exit code 2."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            # a text's own line ends must survive, Chinese any terminal's code page, and a name that is no UTF-8
            stream.reconfigure(encoding="utf-8", newline="\n", errors="backslashreplace")
    try:
        sys.exit(app(_named(sys.argv[1:]) or ["--help"], standalone_mode=False))
    except SanjiangError as error:
        fail(error)
    except TyperException as error:
        fail(_miswritten(error))
    except typer.Abort:
        sys.exit(130)
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(0)
    except Exception as error:
        if (told := _unanswered(error)) is None:
            raise
        fail(told)


def _unanswered(error: Exception) -> SanjiangError | None:
    """Return what to say where the register's database failed: a full disk, a lock, a server that went away."""
    register = sys.modules.get("sanjiang.workbench.start")  # where no command opened it, it cannot have failed
    return register.unanswered(error) if register else None


def _named(arguments: list[str]) -> list[str]:
    """Join the first two words where they are one command's name, such as ``brief compare``."""
    name = " ".join(arguments[:2])
    return [name, *arguments[2:]] if any(c.name == name for c in app.registered_commands) else arguments


def _miswritten(error: TyperException) -> SanjiangError:
    """Return what is wrong with how the command was written; Typer's own message says it."""
    tell = getattr(error, "format_message", error.__str__)
    command = " ".join(["sanjiang", *sys.argv[1:2]])
    return SanjiangError(f"命令写得不对 {tell().rstrip('.')}", command, "用法见 usage: sanjiang COMMAND --help")
