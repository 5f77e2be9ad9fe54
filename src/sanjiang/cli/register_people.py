"""Commands on who may use the register over the network: users, their roles, their tokens."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from sanjiang.cli.app import app
from sanjiang.cli.options import Json
from sanjiang.cli.printing import print_json
from sanjiang.cli.register import By, author, opened
from sanjiang.core.errors import RegisterError

UserName = Annotated[str, typer.Argument(metavar="NAME", help="用户名 the user's name.")]


@app.command("register user")
def user_command(
    name: UserName,
    *,
    role: Annotated[
        str | None, typer.Option(help="viewer, reviewer, editor, administrator; none 停用 may do nothing any more.")
    ] = None,
    password_stdin: Annotated[
        bool, typer.Option("--password-stdin", help="从标准输入读密码 read the password from standard input.")
    ] = False,
    by: By = None,
    as_json: Json = False,
) -> None:
    """建用户，改角色、密码 Make a user, or set role and password; a terminal asks for the password."""
    password = _password(password_stdin)
    opened()
    from sanjiang.workbench.register.people import role_of, set_user

    user = set_user(name, role, password, author(by))
    row = {"name": user.username, "role": role_of(user), "password": user.has_usable_password()}
    if as_json:
        print_json(row)
    else:
        has = "有密码 has a password" if row["password"] else "没有密码，只能用令牌 no password, tokens only"
        typer.echo(f"{row['name']}: {row['role'] or '无角色 no role'}, {has}")


def _password(from_stdin: bool) -> str | None:
    """Return the password that is given; None where nothing is asked for or said."""
    if from_stdin:
        told = sys.stdin.readline(1000).rstrip("\r\n")
        if not told:
            raise RegisterError("没有给密码 no password was given", "--password-stdin", "写在第一行 on the first line")
        return told
    if not sys.stdin.isatty():
        return None
    prompt = "密码，空着则不改 password, empty to leave it"
    return typer.prompt(prompt, default="", hide_input=True, confirmation_prompt=True, show_default=False) or None


@app.command("register token")
def token_command(
    name: UserName,
    *,
    days: Annotated[int, typer.Option(help="几天后到期 expires after so many days.")] = 90,
    label: Annotated[str, typer.Option(help="作什么用 what it is for.")] = "",
    revoke: Annotated[
        int | None, typer.Option(metavar="ID", help="撤销这个编号的令牌 revoke the token of this number.")
    ] = None,
    by: By = None,
    as_json: Json = False,
) -> None:
    """给程序一个令牌，只显示这一次 Give a program a token, shown this once; or revoke one."""
    opened()
    from sanjiang.workbench.register.people import find_user, make_token, revoke_token

    user, who = find_user(name), author(by)
    if revoke is not None:
        token = revoke_token(user, revoke, who)
        row: dict[str, object] = {"id": token.id, "revoked": token.revoked and token.revoked.isoformat()}
        told = f"已撤销 revoked: {token.id}"
    else:
        token, text = make_token(user, days, label[:80], who)
        row = {"id": token.id, "token": text, "expires": token.expires.isoformat()}
        told = f"{text}\n编号 number {token.id}，到期 expires {token.expires:%Y-%m-%d}；不再显示 it is not shown again"
    if as_json:
        print_json(row)
    else:
        typer.echo(told)
