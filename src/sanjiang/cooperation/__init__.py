"""Cooperation: what coalitions of regions can earn together, and shares that every partner signs."""

from sanjiang.cooperation.core import check_core as check_core
from sanjiang.cooperation.dual_allocation import dual_allocation as dual_allocation
from sanjiang.cooperation.game import Game as Game
from sanjiang.cooperation.members import Members as Members
from sanjiang.cooperation.members import read_members as read_members
from sanjiang.cooperation.nucleolus import nucleolus as nucleolus
from sanjiang.cooperation.production import ProductionGame as ProductionGame
from sanjiang.cooperation.shapley import sampled_shapley as sampled_shapley
from sanjiang.cooperation.shapley import shapley as shapley
from sanjiang.cooperation.share import share as share
