"""What the register keeps. Rows are added and never changed; the columns that say so hold what follows from them."""

from sanjiang.workbench.register.models.documents import Arrival, Document, Original
from sanjiang.workbench.register.models.imports import Import, ImportDecision
from sanjiang.workbench.register.models.names import Joining, Mention, Name
from sanjiang.workbench.register.models.people import AccountChange, Token
from sanjiang.workbench.register.models.statements import FollowUp, Judgement, Reading, Statement, Version

__all__ = [
    "AccountChange",
    "Arrival",
    "Document",
    "FollowUp",
    "Import",
    "ImportDecision",
    "Joining",
    "Judgement",
    "Mention",
    "Name",
    "Original",
    "Reading",
    "Statement",
    "Token",
    "Version",
]
