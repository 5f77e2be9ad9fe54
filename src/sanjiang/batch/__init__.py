"""Very many documents: read by several processes, resumed after an interruption, written as one table."""

from sanjiang.batch.reader import open_reader as open_reader
from sanjiang.batch.run import Summary as Summary
from sanjiang.batch.run import read_in_order as read_in_order
from sanjiang.batch.run import read_many as read_many
