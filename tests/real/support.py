"""What the tests on real files share: readers of the raw files, studies in a temporary folder, comparisons.

Nothing here comes from the engine: raw cells are read with the standard library and figures are exact
fractions, so that an agreement with what maillage prints is an agreement of two programs.
"""
import argparse
import csv
import functools
import gzip
import hashlib
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile
import tomllib
import zipfile
from fractions import Fraction
from xml.sax.saxutils import unescape

SKIPPED = 77
BOUNDARIES = {"17": "17-charente-maritime", "59": "59-nord", "62": "62-pas-de-calais",
              "66": "66-pyrenees-orientales"}
PARTS_OF_CITIES = {**{f"751{i:02}": "75056" for i in range(1, 21)},
                   **{f"132{i:02}": "13055" for i in range(1, 17)},
                   **{f"6938{i}": "69123" for i in range(1, 10)}}


class Test:
    """Options, the folder of real files, a temporary folder, and the comparisons that failed."""

    def __init__(self, description, *extra, **optional):
        parser = argparse.ArgumentParser(description=description)
        parser.add_argument("--maillage", required=True)
        for name in extra:
            parser.add_argument(f"--{name}", required=True)
        for name, default in optional.items():
            parser.add_argument(f"--{name}", default=default, type=type(default))
        self.options = parser.parse_args()
        real = os.environ.get("MAILLAGE_REAL_DATA")
        if not real:
            print("skipped: MAILLAGE_REAL_DATA not set")
            sys.exit(SKIPPED)
        self.data = pathlib.Path(real).resolve()
        self._temporary = tempfile.TemporaryDirectory(prefix="maillage-real-")
        self.folder = pathlib.Path(self._temporary.name)
        self.checks = 0
        self.failures = []

    def same(self, what, got, expected):
        self.checks += 1
        if got != expected:
            self.failures.append(f"{what}: got {short(got)}, expected {short(expected)}")

    def close(self, what, got, exact, tolerance=1e-9):
        """A printed number against an exact fraction; the tolerance is that of a sum of doubles."""
        self.checks += 1
        if got is None or abs(Fraction(got) - exact) > Fraction(tolerance) * max(1, abs(exact)):
            self.failures.append(f"{what}: got {got}, expected {float(exact)!r} ({exact})")

    def holds(self, what, condition):
        self.same(what, bool(condition), True)

    def finish(self):
        self._temporary.cleanup()
        for failure in self.failures:
            print("FAILED", failure)
        print(f"{self.checks} comparisons, {len(self.failures)} failed")
        sys.exit(1 if self.failures or not self.checks else 0)

    def maillage(self, *arguments, codes=(0,)):
        command = [self.options.maillage, *map(str, arguments)]
        done = subprocess.run(command, capture_output=True, cwd=self.folder, check=False)
        output = done.stdout.decode("utf-8")
        if done.returncode not in codes:
            print("$", *command, f"-> {done.returncode}\n{output[-3000:]}\n{done.stderr.decode()[-3000:]}")
            sys.exit(1)
        return output

    def answer(self, *arguments, codes=(0, 1)):
        return json.loads(self.maillage(*arguments, "--format", "json", codes=codes))

    def study(self, name, territory, sources, register, more="", complete='["*"]', formats='["geojson", "csv"]'):
        path = self.folder / f"{name}.toml"
        text = (f'title = "{name}"\nat = 2023-12-31\nterritory = "{territory}"\n'
                f"{more}sources = {json.dumps([str(s) for s in sources])}\n"
                f"[ctg]\nregister = {json.dumps(str(register))}\ncomplete_for = {complete}\n"
                f"[output]\nformats = {formats}\n")
        path.write_text(text, encoding="utf-8")
        return path

    def cog(self):
        names = ("communes.csv", "epcicom.xlsx", "donnees_communes.csv", "donnees_communes_mayotte.csv",
                 "mouvements-communes.csv", "departements.csv", "regions.csv")
        return [self.data / "cog-2026" / name for name in names]


def short(value):
    text = repr(value)
    return text if len(text) <= 600 else text[:600] + f"… ({len(text)} characters)"


def number(text):
    """The exact number of a cell, None when the cell holds a marker or nothing."""
    text = text.strip().replace("\u00a0", "").replace("\u202f", "").replace(",", ".")
    return Fraction(text) if re.fullmatch(r"-?\d+(\.\d+)?", text) else None


def rows(path, separator, skip=0):
    path = pathlib.Path(path)
    with (gzip.open(path, "rt", encoding="utf-8-sig", newline="") if path.suffix == ".gz"
          else open(path, encoding="utf-8-sig", newline="")) as file:
        for _ in range(skip):
            next(file)
        return list(csv.DictReader(file, delimiter=separator))


def by_code(path):
    return {row["code"]: row for row in rows(path, ",")}


def workbook(path, sheet=1):
    """The rows of a sheet, as column -> text: numbers as they are written in the file."""
    with zipfile.ZipFile(path) as archive:
        shared = ["".join(re.findall(r"<t[^>]*>([^<]*)</t>", item)) for item in
                  re.findall(r"<si>(.*?)</si>", archive.read("xl/sharedStrings.xml").decode(), re.S)]
        cells_of_sheet = archive.read(f"xl/worksheets/sheet{sheet}.xml").decode()
    for row in re.findall(r"<row .*?</row>", cells_of_sheet, re.S):
        cells = {}
        for column, attributes, value in re.findall(r'<c r="([A-Z]+)\d+"([^>]*)><v>([^<]*)</v>', row):
            cells[column] = shared[int(value)] if 't="s"' in attributes else value
        yield {column: unescape(text, {"&apos;": "'", "&quot;": '"'}) for column, text in cells.items()}


class Territory:
    """Communes of COG 2026, their EPCI and their legal populations, from the raw files."""

    def __init__(self, data):
        cog = data / "cog-2026"
        self.commune_departement = {row["COM"]: row["DEP"] for row in rows(cog / "communes.csv", ",")
                                    if row["TYPECOM"] == "COM"}
        sheet = workbook(cog / "epcicom.xlsx")
        column = {name: letter for letter, name in next(sheet).items()}
        self.epci, self.seat, self.epci_name = {}, {}, {}
        for row in sheet:
            if column["insee"] not in row:
                continue
            siren = row[column["siren"]]
            self.epci[row[column["insee"]]] = siren
            self.seat[siren] = row[column["dept"]]
            self.epci_name[siren] = row[column["raison_sociale"]]
        self.of_parts = set()
        self.population = {row["COM"]: number(row["PMUN"]) for row in rows(cog / "donnees_communes.csv", ";")}
        for row in rows(cog / "donnees_communes_mayotte.csv", ";"):
            self.population["976" + row["CODCOM"][1:]] = number(row["PMUN"])
        # the legal populations list the districts of Paris, Lyon and Marseille and not the three cities
        for part, city in PARTS_OF_CITIES.items():
            assert city not in self.population or city in self.of_parts
            self.population[city] = self.population.get(city, 0) + self.population[part]
            self.of_parts.add(city)

    def communes(self, departement):
        return [code for code, own in self.commune_departement.items() if own == departement]

    def seated(self, departement):
        return sorted(siren for siren, seat in self.seat.items() if seat == departement)

    def members(self, siren):
        return [code for code, own in self._by_epci.get(siren, ())]

    @functools.cached_property
    def _by_epci(self):
        found = {}
        for code, siren in self.epci.items():
            found.setdefault(siren, []).append((code, siren))
        return found


def movements(data):
    """Code of a commune -> its events (day, kind, code after), oldest first."""
    found = {}
    for row in rows(data / "cog-2026" / "mouvements-communes.csv", ","):
        if row["TYPECOM_AV"] == row["TYPECOM_AP"] == "COM":
            found.setdefault(row["COM_AV"], []).append((row["DATE_EFF"], row["MOD"], row["COM_AP"]))
    return {code: sorted(events) for code, events in found.items()}


def successor(code, since, events, living):
    """Where the ground of a code no longer living went after that day; None when nobody knows."""
    while code not in living:
        after = [(day, to) for day, _, to in events.get(code, ()) if day > since and to != code]
        if not after:
            return None
        since, code = after[0]
    return code


def account_gap(account):
    """Rows of a source that no field of its account explains; 0 is right."""
    explained = sum(account[name] for name in ("matched", "moved", "parts_of_cities", "elsewhere", "filtered",
                                               "totals", "unlocated", "blank", "duplicated"))
    return account["rows"] - explained - len(account["unmatched"])


def check_sources(test, manifest, study):
    """Every file that the study names is in the manifest with its size and the hash of its bytes."""
    given = tomllib.loads(study.read_text(encoding="utf-8"))
    named = [*given["sources"], given["ctg"]["register"]]
    test.same("sources of the manifest", [one["path"] for one in manifest["sources"]], named)
    for one in manifest["sources"]:
        data = pathlib.Path(one["path"]).read_bytes()
        test.same(f"hash of {one['path']}", (one["bytes"], one["sha256"]),
                  (len(data), hashlib.sha256(data).hexdigest()))


def check_accounts(test, accounts):
    for account in accounts:
        what = f"rows of {pathlib.Path(account['file']).name} explained by its account"
        test.same(what, account_gap(account), 0)


def plain_spaces(text):
    return text.replace("\u00a0", " ").replace("\u202f", " ")


def cnaf_official(data, folder, year=2023):
    """The re-encoded Cnaf tables in the official layout; only their global rates are trusted."""
    tables = json.loads((data / "cnaf-txcouv" / "petite-enfance_2023.json").read_text(encoding="utf-8"))
    paths = []
    for key, level, header in (("e", "epci", "numepci;nomepci;annee;txcouv_epci"),
                               ("d", "dep", "numdep;nomdep;annee;txcouv_dep")):
        path = folder / f"txcouv_pe_{level}.csv"
        lines = [header] + [f"{code};{code};{year};{values[0]}" for code, values in tables[key].items()]
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")
        paths.append(path)
    path = folder / "txcouv_pe_nat.csv"
    path.write_text(f"annee;txcouv\n{year};{tables['france'][0]}\n", encoding="utf-8")
    return tables, paths + [path]


def fictional_register(path, agreements):
    """A plainly fictional Ctg register with one agreement for each EPCI given as {siren: name}."""
    lines = ["ctg_id;label;level;code;code_type;role;date_signature;date_effect;date_end;status;joined;left;"
             "supersedes;source"]
    for index, (siren, name) in enumerate(sorted(agreements.items())):
        lines.append(f"F{index:03};Ctg fictive {name.replace(';', ',')};epci;{siren};EPCI;signatory;2021-06-01;"
                     "2021-01-01;2025-12-31;signed;;;;fictif")
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path
