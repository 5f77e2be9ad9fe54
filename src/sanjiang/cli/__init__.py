"""The command line: each command parses, calls one public function and prints."""

from sanjiang.cli import answers as _answers
from sanjiang.cli import briefs as _briefs
from sanjiang.cli import documents as _documents
from sanjiang.cli import library as _library
from sanjiang.cli import networks as _networks
from sanjiang.cli import register as _register
from sanjiang.cli import register_keep as _register_keep
from sanjiang.cli import routes as _routes
from sanjiang.cli.app import app as app
from sanjiang.cli.app import main as main

COMMANDS = (_briefs, _documents, _answers, _library, _networks, _routes, _register, _register_keep)
"""The modules whose commands have joined the application."""
