"""Small tables for tests: a folder of CSV files from rows."""

import csv


def write(folder, **tables):
    """Write tables of dicts as CSV files; return the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, rows in tables.items():
        columns = list(dict.fromkeys(key for row in rows for key in row))
        with (folder / f"{name}.csv").open("w", newline="", encoding="utf-8") as file:
            writer = csv.DictWriter(file, columns, restval="")
            writer.writeheader()
            writer.writerows(rows)
    return folder


def sight(name, lat, lon, **more):
    """An attraction of an hour, open all day."""
    return {
        "attraction": name, "name_zh": name, "name_en": name, "lat": lat, "lon": lon, "visit_minutes": 60, "score": 10,
        **more,
    }  # fmt: skip


def town(name, lat, lon, **more):
    return {"town": name, "name_zh": name, "name_en": name, "lat": lat, "lon": lon, "lodging": 100, **more}


def trip(**more):
    """A day from A to A on a Tuesday."""
    return {"trip": "t", "date": "2021-04-20", "days": 1, "start": "A", "end": "A", **more}
