"""Lets these tests import the file of labelled examples beside them, however pytest imports tests."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
