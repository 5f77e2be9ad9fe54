"""What the API says of itself is so: every call, by every role and by nobody, with what fits and what does not."""

from pathlib import Path

import pytest
import schemathesis
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from schemathesis import GenerationMode, checks
from schemathesis.core.parameters import ParameterLocation

from sanjiang.documents.gather import Found
from sanjiang.pipeline import load_library
from sanjiang.workbench.register.add import add
from sanjiang.workbench.register.models import Statement
from sanjiang.workbench.register.people import ROLES, make_token, set_user
from sanjiang.workbench.wsgi import application

EXAMPLE = Path(__file__).parents[2] / "examples/leshan-2019-11.txt"
SCHEMA = schemathesis.openapi.from_wsgi("/api/openapi.json", application)
OPERATIONS = {operation.label: operation for operation in (result.ok() for result in SCHEMA.get_all_operations())}
LEAST = {
    "POST /api/documents": "editor",
    "POST /api/statements/{uid}/judgements": "reviewer",
    "POST /api/statements/{uid}/follow-ups": "reviewer",
    "GET /api/users": "administrator",
    "PUT /api/users/{name}": "administrator",
    "GET /api/tokens": "administrator",
    "POST /api/tokens": "administrator",
    "DELETE /api/tokens/{number}": "administrator",
}
"""What takes more than a viewer."""
OPEN = {"GET /api/login", "POST /api/login"}
OURS = (ParameterLocation.PATH, ParameterLocation.QUERY, ParameterLocation.BODY)
"""What cases that do not fit misfit in: who calls is the test's own."""
CHECKS = [
    checks.not_a_server_error,
    checks.status_code_conformance,
    checks.content_type_conformance,
    checks.response_headers_conformance,
    checks.response_schema_conformance,
    checks.negative_data_rejection,
]


@pytest.fixture
def there(register):
    """Return the values that paths name, of what is there."""
    document = add(Found(EXAMPLE.name, EXAMPLE), load_library(), "甲").document
    return {"uid": Statement.objects.first().uid, "sha256": document.original_id, "name": "乙", "number": 1}


def headers_of(role):
    if role is None:
        return {}
    _, token = make_token(set_user(f"a-{role}", role, None, "甲"), 1, "", "甲")
    return {"Authorization": f"Bearer {token}"}


def tried(operation, examples, look, modes=tuple(GenerationMode), paths=()):
    """Have `look` see cases of an operation that fit its description or, in another mode, do not."""

    @settings(max_examples=examples, database=None, suppress_health_check=list(HealthCheck))
    @given(data=st.data())
    def run(data):
        mode = data.draw(st.sampled_from(modes))
        is_there = mode.is_positive and paths and data.draw(st.booleans())
        case = data.draw(operation.as_strategy(mode, path_parameters=paths if is_there else None))
        made = {where: part.mode for where, part in case.meta.components.items()}
        assume(mode.is_positive or GenerationMode.NEGATIVE in {made.get(where) for where in OURS})
        look(case)

    run()


def test_all_calls_are_described():
    assert set(LEAST) | OPEN <= set(OPERATIONS)
    assert len(OPERATIONS) >= 18
    for operation in OPERATIONS.values():
        assert set(operation.definition.raw.get("security", [{}])[0]) == (
            set() if operation.label in OPEN else {"ByToken"}
        )


@pytest.mark.parametrize("name", OPERATIONS)
def test_a_query_holds_no_null(name):
    for parameter in OPERATIONS[name].definition.raw.get("parameters", []):
        assert isinstance(parameter["schema"]["type"], str)
        assert parameter["schema"]["type"] != "null"


@pytest.mark.parametrize("name", OPERATIONS)
def test_what_is_described_is_so(there, name):
    paths = {k: value for k, value in there.items() if f"{{{k}}}" in name}

    def look(case):
        case.validate_response(case.call(headers=headers_of("administrator")), checks=CHECKS)

    tried(OPERATIONS[name], 25, look, paths=paths)


@pytest.mark.parametrize("role", [None, *ROLES])
@pytest.mark.parametrize("name", sorted(set(OPERATIONS) - OPEN))
def test_each_role_may_do_its_own_and_no_more(sqlite_register, name, role):
    least = ROLES.index(LEAST.get(name, "viewer"))

    def look(case):
        status = case.call(headers=headers_of(role)).status_code  # a call may revoke its own token
        if role is None:
            assert status == 401
        elif ROLES.index(role) < least:
            assert status == 403
        else:
            assert status < 500
            assert status not in (401, 403)

    tried(OPERATIONS[name], 5, look, [GenerationMode.POSITIVE])
