"""Where reading and deciding meet: statements and library become a network, each figure keyed to its evidence."""

from sanjiang.assemble.assembly import Assembly as Assembly
from sanjiang.assemble.assembly import assemble as assemble
