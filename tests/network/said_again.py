"""The programme of the whole contract said once more, in plain loops over names: it shares no code with the package."""

from __future__ import annotations

import itertools
from collections import defaultdict

import highspy
import numpy as np

ENDS = {"<=": (-np.inf, 1), ">=": (1, np.inf), "=": (1, 1)}
ONCE = ("candidates", "stores")


def number(row, column, otherwise=0.0):
    value = row.get(column)
    return otherwise if value is None else value


class Said:
    """A network's programme.

    ``columns`` hold gain, bounds and whether whole; ``about`` what limits may count: the tables' keys and the period.
    """

    def __init__(self, tables):
        self.tables = defaultdict(list, tables)
        settings = {row["key"]: row["value"] for row in self.tables["settings"]}
        self.rate = float(settings.get("discount_rate", 0))
        self.periods = [row["period"] for row in self.tables["periods"]] or [None]
        told = [int(number(row, "years", 1)) for row in self.tables["periods"]] or [1]
        ends = list(itertools.accumulate(told))
        years = [range(end - many, end) for many, end in zip(told, ends, strict=True)]
        per_period = settings.get("quantities") == "per_period"
        self.years = [1] * len(told) if per_period else told
        self.worth = [1 if per_period else sum((1 + self.rate) ** -y for y in of) for of in years]
        self.process = {row["process"]: row for row in self.tables["processes"]}
        self.columns, self.about, self.ends = [], [], {}
        self.rows = defaultdict(lambda: defaultdict(float))
        for t in range(len(self.periods)):
            self.plants(t)
            self.lanes(t)
            self.markets(t)
            self.stores(t)
        self.candidates()
        self.limits()

    def column(self, gain, lower, upper, period, *, whole=False, **keys):
        self.columns.append((gain, lower, np.inf if upper is None else upper, whole))
        self.about.append((keys, period))
        return len(self.columns) - 1

    def put(self, row, ends, column, value):
        self.ends[row] = ends
        self.rows[row][column] += value

    def balance(self, region, product, period, column, value):
        self.put(("balance", region, product, period), (0, np.inf), column, value)

    def runs(self, column, process, region, period):
        for row in self.tables["coefficients"]:
            if row["process"] == process:
                self.balance(region, row["product"], period, column, row["amount"])

    def plants(self, t):
        for row in self.tables["plants"]:
            first = self.periods.index(row["from"]) if row.get("from") and self.periods != [None] else 0
            last = self.periods.index(row["to"]) if row.get("to") and self.periods != [None] else t
            if first <= t <= last:
                cost = number(row, "cost", number(self.process[row["process"]], "cost"))
                keys = {"plants": (row["plant"],), "processes": (row["process"],)}
                column = self.column(-self.worth[t] * cost, 0, row.get("capacity"), t, **keys)
                self.runs(column, row["process"], row["region"], t)

    def lanes(self, t):
        tradable = {row["product"] for row in self.tables["products"] if row.get("tradable", True)}
        for lane, goods in itertools.product(self.tables["lanes"], self.tables["freight"]):
            if lane["mode"] != goods["mode"] or goods["product"] not in tradable:
                continue
            cost = number(goods, "fixed") + number(goods, "per_km") * lane["distance_km"]
            name = (lane["origin"], lane["destination"], lane["mode"])
            keys = {"lanes": name, "freight": (goods["product"], goods["mode"])}
            column = self.column(-self.worth[t] * cost, 0, None, t, **keys)
            self.balance(lane["origin"], goods["product"], t, column, -1)
            self.balance(lane["destination"], goods["product"], t, column, 1 - number(lane, "loss"))
            if lane.get("capacity") is not None:
                self.put(("lane", *name, t), (-np.inf, lane["capacity"]), column, 1)

    def markets(self, t):
        for table, sign in (("supplies", 1), ("demands", -1)):
            for row in self.tables[table]:
                if row.get("period") in (None, self.periods[t]):
                    keys = {table: (row["region"], row["product"], row.get("period"), number(row, "price"))}
                    gain = -sign * self.worth[t] * number(row, "price")
                    column = self.column(gain, number(row, "minimum"), row.get("quantity"), t, **keys)
                    self.balance(row["region"], row["product"], t, column, sign)

    def stores(self, t):
        if t + 1 == len(self.periods):
            return
        for row in self.tables["stores"]:
            keys = {"stores": (row["region"], row["product"])}
            column = self.column(-self.worth[t] * number(row, "cost"), 0, row.get("capacity"), t, **keys)
            self.balance(row["region"], row["product"], t, column, -1 / self.years[t])
            kept = (1 - number(row, "loss")) / self.years[t + 1]
            self.balance(row["region"], row["product"], t + 1, column, kept)

    def candidates(self):
        count = len(self.periods)
        for row in self.tables["candidates"]:
            process = self.process[row["process"]]
            life, rate = number(process, "life_years", 20), self.rate
            capex = number(row, "capex", number(process, "capex"))
            annuity = capex / life if rate == 0 else capex * rate / (1 - (1 + rate) ** -life)
            lead, name = int(number(row, "lead_periods")), (row["region"], row["process"])
            for t in range(count):
                cost = number(process, "cost")
                column = self.column(-self.worth[t] * cost, 0, None, t, processes=(row["process"],))
                self.runs(column, row["process"], row["region"], t)
                self.put(("stands", *name, t), (-np.inf, 0), column, 1)
            for t in range(count - lead):
                stands = sum(self.worth[t + lead :])
                size = self.column(-stands * annuity, 0, row.get("max_size"), t, candidates=name)
                for later in range(t + lead, count):
                    self.put(("stands", *name, later), (-np.inf, 0), size, -1)
                if number(row, "min_size") or number(row, "fixed_cost"):
                    built = self.column(-stands * number(row, "fixed_cost"), 0, 1, t, whole=True)
                    for end, ends in (("max_size", (-np.inf, 0)), ("min_size", (0, np.inf))):
                        self.put((end, *name, t), ends, size, 1)
                        self.put((end, *name, t), ends, built, -number(row, end))

    def limits(self):
        every = range(len(self.periods))
        for row in self.tables["limits"]:
            told = row.get("period")
            for t in [None] if told == "all" else every if told is None else [self.periods.index(told)]:
                name = ("limit", row["limit"], told, t)
                self.rows[name]  # a limit that counts nothing may still ask for something
                self.ends[name] = tuple(row["amount"] * end if np.isfinite(end) else end for end in ENDS[row["sense"]])
                for term in self.tables["limit_terms"]:
                    if term["limit"] == row["limit"]:
                        self.term(name, term, t)

    def term(self, name, term, t):
        for column, (keys, period) in enumerate(self.about):
            key = keys.get(term["table"])
            if key is None or t not in (None, period):
                continue
            parts = zip(term["key"].split("|"), key, strict=True)
            if all(part in ("*", "" if own is None else str(own)) for part, own in parts):
                weight = self.years[period] if t is None and term["table"] not in ONCE else 1
                self.rows[name][column] += term["per_unit"] * weight

    def solved(self):
        """Return HiGHS's word for what became of it, and the objective."""
        highs = highspy.Highs()
        highs.silent()
        for option in ("mip_rel_gap", "mip_feasibility_tolerance"):
            highs.setOptionValue(option, 1e-9)
        nothing = np.zeros(0, dtype=np.int32), np.zeros(0)
        for place, (gain, lower, upper, whole) in enumerate(self.columns):
            highs.addCol(gain, lower, upper, 0, *nothing)
            if whole:
                highs.changeColIntegrality(place, highspy.HighsVarType.kInteger)
        for row, entries in self.rows.items():
            values = np.array(list(entries.values()), dtype=np.float64)
            highs.addRow(*self.ends[row], len(entries), np.array(list(entries), dtype=np.int32), values)
        highs.changeObjectiveSense(highspy.ObjSense.kMaximize)
        highs.run()
        return highs.modelStatusToString(highs.getModelStatus()), highs.getInfo().objective_function_value
