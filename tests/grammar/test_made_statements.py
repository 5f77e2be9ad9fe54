"""The reader's short way to a statement against the constructor."""

from copy import copy
from dataclasses import fields, replace
from pathlib import Path
from pickle import dumps, loads

import pytest

from sanjiang.core.statement import Statement, statement_from_json
from sanjiang.documents import read_document
from sanjiang.grammar.reader import read_statements
from sanjiang.library.processes import load_chains
from sanjiang.library.regions import load_regions

EXAMPLES = sorted((Path(__file__).parents[2] / "examples").glob("*.txt"))


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda path: path.stem)
def test_a_statement_read_is_what_the_constructor_makes(example):
    reading = read_statements(read_document(example), load_regions(), load_chains())
    assert reading.statements
    for statement in reading.statements:
        made = Statement(**{field.name: getattr(statement, field.name) for field in fields(Statement)})
        assert set(vars(statement)) <= set(vars(made))  # no field that there is not
        assert statement == made
        assert hash(statement) == hash(made)
        assert repr(statement) == repr(made)
        assert loads(dumps(statement)) == copy(statement) == replace(statement, kind=statement.kind) == made
        assert statement_from_json(statement.to_json()) == made
