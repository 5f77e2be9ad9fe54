"""Networks: tables of regions, plants, lanes and markets, checked once and solved as one linear programme."""

from sanjiang.network.build import Programme as Programme
from sanjiang.network.solution import Solution as Solution
from sanjiang.network.solve import solve as solve
from sanjiang.network.tables import Network as Network
from sanjiang.network.tables import TableError as TableError
