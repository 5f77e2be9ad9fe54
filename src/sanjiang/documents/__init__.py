"""Documents: bytes to text with labelled lines, and the sentences of its body."""

from sanjiang.documents.as_read import as_read as as_read
from sanjiang.documents.document import Block as Block
from sanjiang.documents.document import Document as Document
from sanjiang.documents.read import document_from_text as document_from_text
from sanjiang.documents.read import read_document as read_document
from sanjiang.documents.sentences import Sentence as Sentence
from sanjiang.documents.sentences import sentences as sentences
