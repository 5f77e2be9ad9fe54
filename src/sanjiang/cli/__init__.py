"""The command line: each command parses, calls one public function and prints."""

from sanjiang.cli import answers as _answers
from sanjiang.cli import briefs as _briefs
from sanjiang.cli import documents as _documents
from sanjiang.cli import library as _library
from sanjiang.cli import networks as _networks
from sanjiang.cli import policies as _policies
from sanjiang.cli import register as _register
from sanjiang.cli import register_figures as _register_figures
from sanjiang.cli import register_files as _register_files
from sanjiang.cli import register_keep as _register_keep
from sanjiang.cli import register_names as _register_names
from sanjiang.cli import register_people as _register_people
from sanjiang.cli import routes as _routes
from sanjiang.cli import shares as _shares
from sanjiang.cli import surveys as _surveys
from sanjiang.cli.app import app as app
from sanjiang.cli.app import main as main

COMMANDS = (
    _briefs,
    _documents,
    _answers,
    _library,
    _networks,
    _policies,
    _register,
    _register_figures,
    _register_files,
    _register_keep,
    _register_names,
    _register_people,
    _routes,
    _shares,
    _surveys,
)
"""The modules whose commands have joined the application."""
