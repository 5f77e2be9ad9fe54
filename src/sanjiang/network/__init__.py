"""Networks: tables of regions, plants, lanes and markets, checked once and solved as one linear programme."""

from sanjiang.network.build import Programme as Programme
from sanjiang.network.choose import Block as Block
from sanjiang.network.choose import Option as Option
from sanjiang.network.choose import choose as choose
from sanjiang.network.scenario import Change as Change
from sanjiang.network.scenario import Scenario as Scenario
from sanjiang.network.solution import Solution as Solution
from sanjiang.network.solve import solve as solve
from sanjiang.network.solver import Method as Method
from sanjiang.network.tables import Network as Network
from sanjiang.network.tables import TableError as TableError
from sanjiang.network.whatif import sweep as sweep
from sanjiang.network.whatif import tornado as tornado
