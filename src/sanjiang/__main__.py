"""``python -m sanjiang`` is the command line."""

from sanjiang.cli import main

main()
