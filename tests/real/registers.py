"""Random registers on real communes: what the program answers, against the model of ctg_model.py.

A register is drawn from its number and the seed of the run (the day's, unless it is given), so that
`--seed S --first N --count 1` replays one. `--keep FOLDER` writes the files of those that failed there. Thirty of the
registers get one agreement more: no bound may fall.
"""
import collections
import concurrent.futures
import csv
import datetime
import functools
import io
import json
import os
import pathlib
import random
import shutil

import support
from ctg_model import (ANY_CLAIM, DISTRICTS, OVERSEAS, Agreement, Country, Field, Party, Question, Table, coverage,
                       day_after, form_of_commune, right_check_digit, table_in_force)
from land import FOR_EVER, Land, moves_by_day

TABLES = {"2021-01-01": "vintages/epcicom_2021.xlsx", "2023-01-01": "vintages/epcicom_2023.xlsx",
          "2025-01-01": "cog-2026/epcicom.xlsx"}
COG_DAY, EPT_DAY = "2026-01-01", "2025-01-01"
PLACES = [("15",), ("60",), ("85",), ("14",), ("76",), ("50", "14"), ("15",), ("60",), ("85",),  # communes split
          ("47",), ("56",), ("88",), ("81",), ("66",), ("47",),  # EPCI that merged, were split or lost communes
          ("17",), ("24",), ("49",), ("50",), ("12",), ("27",), ("22",), ("44",), ("49", "44"), ("02", "51"),
          ("69",), ("13",), ("75",), ("69", "01"), ("92",), ("93",), ("94",)]
GREATER_PARIS = {"92", "93", "94"}
WORDS = {"signed": ["signed", "signed", "signée", ""], "expired": ["expired", "échue", "expirée"],
         "terminated": ["terminated", "résiliée", "dénoncée"],
         "in_negotiation": ["in_negotiation", "en négociation"]}
COLUMNS = ("ctg_id", "label", "level", "code", "code_type", "role", "date_signature", "date_effect", "date_end",
           "status", "joined", "left", "supersedes", "source")
WITH_ONE_MORE = 30
SINCE = "2008-01-01"  # events before it are left alone: no Ctg is older


class Files:
    """The real files that studies name. Workbooks are copied once, cell by cell as texts: they read faster so."""

    def __init__(self, data, folder):
        self.data, self.folder = data, folder
        for day, name in TABLES.items():
            sheet = support.workbook(data / name)
            header = next(sheet)
            rows = [[row.get(column, "") for column in header] for row in sheet if len(row) > 2]
            self._copy(self.table(day), [list(header.values()), *rows])
        sheet = support.workbook(data / "cog-2026" / "ept.xlsx", 3)
        self._copy(self.ept, [list(row.values()) for row in sheet if len(row) == 6][1:])

    @staticmethod
    def _copy(path, rows):
        with open(path, "w", encoding="utf-8", newline="") as file:
            csv.writer(file, delimiter=";").writerows(rows)

    def table(self, day):
        return self.folder / f"epcicom_{day[:4]}.csv"

    @property
    def ept(self):
        return self.folder / "ept.csv"

    def sources(self, question, as_published):
        found = [json.dumps(str(self.data / "cog-2026" / f"{name}.csv"))
                 for name in ("communes", "donnees_communes", "mouvements-communes")]
        for day in question.tables:
            found.append(json.dumps(str(self.data / TABLES[day])) if as_published
                         else f'{{ path = "{self.table(day).name}", vintage = {day} }}')
        if question.with_ept:
            found.append(f'{{ path = "{self.ept.name}", vintage = {EPT_DAY} }}')
        return ", ".join(found)

    def country(self):
        territory = support.Territory(self.data)
        departement = territory.commune_departement
        land = Land(moves_by_day(self.data / "cog-2026" / "mouvements-communes.csv"), departement)
        pieces = {code: land.pieces(code, COG_DAY) for code in departement}
        tables = {day: Table(day, [(row["insee"], row["siren"], row["dept"], row["raison_sociale"])
                                   for row in support.rows(self.table(day), ";")], land, pieces) for day in TABLES}
        names = {row["COM"]: row["LIBELLE"] for row in support.rows(self.data / "cog-2026" / "communes.csv", ",")
                 if row["TYPECOM"] == "COM"}
        ept = {row["CODGEO"]: row["EPT"] for row in support.rows(self.ept, ";") if row["EPT"] != "ZZZZZZZZZ"}
        return Country(departement, names, territory.population, land, pieces, tables, ept)


class Place:
    """Communes of some départements: those that lived through something, and the others."""

    def __init__(self, country, departements):
        self.departements, self.land = departements, country.land
        self.communes = [code for code, own in country.departement.items() if own in departements]
        here = {piece for code in self.communes for piece in country.pieces[code]}
        self.moved = sorted(code for code in country.land.codes()
                            if self.days(code) and (code.startswith(departements) or self.held(code) & here))
        self.still = sorted(set(self.communes) - set(self.moved))
        self.events = sorted({day for code in self.moved for day in self.days(code)})
        self.splits = [(code, span.end) for code in self.moved for span in country.land.spans(code)
                       if SINCE < span.end < FOR_EVER and len(country.land.owners(span.pieces, span.end)) > 1]
        self.districts = [part for part, city in DISTRICTS.items() if city in self.communes]

    def days(self, code):
        """The days on which the commune began, ended, grew or shrank."""
        days = {day for span in self.land.spans(code) for day in (span.first, span.end)}
        return sorted(day for day in days if SINCE < day < FOR_EVER)

    def held(self, code):
        return frozenset().union(*(span.pieces for span in self.land.spans(code)))


def shifted(day, days):
    moved = (datetime.date.fromisoformat(day) + datetime.timedelta(days)).isoformat()
    return moved if not moved.endswith("02-29") else day_after(moved)


class Draw:
    """One random register and its question."""

    def __init__(self, country, places, seed, number):
        self.random = random.Random(f"{seed}/{number}")
        self.country, self.number = country, number
        self.place = places(self.random.choice(PLACES))
        self.question = self._question()
        self.table = table_in_force(self._tables(), self.question.day)
        self.written = set()
        self.as_members = self.random.random() < 0.15
        self.counter = 0
        self.here = sorted({siren for code in self.place.communes for siren in self.table.epci_of[code]})
        self.changed = sorted({siren for table in self._tables() for siren in table.seat
                               if table.land_of(siren) != self.table.land_of(siren)
                               and not set(self.place.communes).isdisjoint(table.members[siren])})
        self.register = [self.agreement() for _ in range(self.random.randint(1, 10))]

    def _tables(self):
        return [self.country.tables[day] for day in self.question.tables]

    def chance(self, share):
        return self.random.random() < share

    def day_between(self, first, last):
        length = datetime.date.fromisoformat(last) - datetime.date.fromisoformat(first)
        return shifted(first, self.random.randint(0, max(0, length.days)))

    def _question(self):
        events = [day for day in self.place.events if day > "2015-06-01"]
        if self.place.splits and self.chance(0.7):
            events = [day for _, day in self.place.splits]
        day = self.day_between("2019-01-01", "2026-06-30")
        if events and self.chance(0.6):
            day = shifted(self.random.choice(events), self.random.choice([-1, 0, 0, 1, 30, 400]))
        tables = self.random.choice([("2025-01-01",), ("2021-01-01", "2025-01-01"), ("2021-01-01", "2025-01-01"),
                                     ("2023-01-01", "2025-01-01"), ("2021-01-01", "2023-01-01", "2025-01-01"),
                                     ("2021-01-01", "2023-01-01"), ("2023-01-01",)])
        own = self.place.departements
        return Question(day, own, self.random.choice(["seat", "seat", "seat", "any", "majority"]),
                        self.random.choice([("*",), ("*",), ("*",), own, own, own[:1], (), ("01", "33")]),
                        self.day_between(shifted(day, -1000), shifted(day, 300)) if self.chance(0.4) else "",
                        self.chance(0.1), tables, bool(GREATER_PARIS & set(own)) and self.chance(0.7))

    def agreement(self):
        """A new one, of any kind."""
        self.counter += 1
        place, question = self.place, self.question
        draws = [(self._epci_here, 4), (self._epci_elsewhere, 1), (self._epci_changed, 5 if self.changed else 0),
                 (self._ept, 3 if question.with_ept else 0), (self._commune_still, 3), (self._several, 2),
                 (self._commune_moved, 7 if place.moved else 0), (self._before_a_split, 6 if place.splits else 0),
                 (self._districts, 4 if place.districts else 1), (self._far_away, 1),
                 (self._one_digit_off, 1), (self._named, 1), (self._nowhere, 0.7)]
        makers, weights = zip(*draws)
        return self.random.choices(makers, weights)[0]()

    # The parties.

    def _epci_here(self):
        return self._dated([Party(self.random.choice(self.here or sorted(self.table.seat)))])

    def _epci_changed(self):
        effect = shifted(self.table.day, self.random.randint(-1200, 400))
        return self._dated([Party(self.random.choice(self.changed))], effect=effect)

    def _epci_elsewhere(self):
        return self._dated([Party(self.random.choice(sorted(self.table.seat)))])

    def _commune_still(self):
        return self._dated([Party(self.random.choice(self.place.still or self.place.communes))])

    def _commune_moved(self):
        code = self.random.choice(self.place.moved)
        return self._dated([Party(code)], around=self.place.days(code))

    def _before_a_split(self):
        """An agreement of a commune that was split while it ran."""
        code, day = self.random.choice(self.place.splits)
        party = Party(self.random.choice([code, code, *sorted(self._land_shared_with(code))]))
        return self._dated([party], effect=shifted(day, -self.random.randint(1, 1200)))

    def _land_shared_with(self, code):
        """The communes of any day that held some of the same land."""
        return {other for other in self.place.moved if self.place.held(other) & self.place.held(code)}

    def _several(self):
        """A group of communes, often the former communes of one."""
        codes = set(self.random.sample(self.place.communes, min(3, len(self.place.communes))))
        around = []
        if self.place.moved and self.chance(0.7):
            first = self.random.choice(self.place.moved)
            around = self.place.days(first)
            together = sorted(self._land_shared_with(first))
            codes = set(self.random.sample(together, self.random.randint(1, len(together))))
        if self.here and self.chance(0.2):
            codes.add(self.random.choice(self.here))
        return self._dated([Party(code) for code in sorted(codes)], around=around)

    def _districts(self):
        own = self.place.districts or sorted(DISTRICTS)
        count = self.random.choice([1, 2, len(own)])
        return self._dated([Party(code) for code in self.random.sample(own, min(count, len(own)))])

    def _far_away(self):
        islands = [f"{prefix}{last:02}" for prefix in OVERSEAS for last in (1, 2, 11, 35)]
        return self._dated([Party(self.random.choice([self.random.choice(islands),
                                                      self.random.choice(sorted(self.country.departement))]))])

    def _ept(self):
        return self._dated([Party(self.random.choice(sorted(set(self.country.ept.values()))))])

    def _is_new(self, code):
        """Found nowhere, and in no agreement before."""
        known = (self.country.land.knows(code) or code in DISTRICTS or code in self.country.ept.values()
                 or (form_of_commune(code) and code.startswith(OVERSEAS))
                 or any(code in table.seat for table in self.country.tables.values()))
        if known or code in self.written:
            return False
        self.written.add(code)
        return True

    def _mistyped(self, siren):
        while True:
            place, digit = self.random.randrange(2, 9), self.random.choice("0123456789")
            code = siren[:place] + digit + siren[place + 1:]
            if self._is_new(code):
                return code

    def _no_siren(self):
        while True:
            code = self.random.choice(["20", "24"]) + f"{self.random.randrange(10**7):07}"
            if right_check_digit(code) and self._is_new(code):
                return code

    def _no_commune(self):
        while True:
            code = f"{self.random.choice(self.place.departements)}{self.random.randrange(700, 1000)}"
            if self._is_new(code):
                return code

    def _one_digit_off(self):
        siren = self.random.choice(self.here or sorted(self.table.seat))
        name = self.random.choice(["", "", self.table.name[siren], self._name_of_a_zone()])
        return self._dated([Party(self._mistyped(siren), name)], label=name)

    def _named(self):
        return self._dated([Party(self.random.choice([self._no_siren, self._no_commune])(), self._name_of_a_zone())])

    def _nowhere(self):
        codes = [self._no_siren, self._no_siren, self._no_commune, self._no_commune, lambda: "",
                 lambda: f"CC-{self.number}-{self.counter}"]
        return self._dated([Party(self.random.choice(codes)())])

    def _name_of_a_zone(self):
        if self.here and self.chance(0.6):
            return self.table.name[self.random.choice(self.here)]
        return self.country.name[self.random.choice(self.place.communes)]

    # The dates.

    def _dated(self, parties, around=(), effect="", label=""):
        """An agreement of these parties, in force or not, that begins on the day given, or near one of several."""
        known = bool(around or effect)
        effect = effect or self._effect(around)
        named = next((party.name for party in parties if party.name), "")
        if self.as_members and self.chance(0.7):
            named = ""  # the member alone bears the name
        label = label or named or f"Convention n° {self.counter}"
        name = f"R{self.number:03}-{self.counter:02}"
        if self.as_members:
            return Agreement(name, label, "signed", effect, "", "", tuple(parties))
        status = self.random.choices(list(WORDS), [7, 1, 1, 0.7])[0]
        end = shifted(effect, self.random.randint(300, 2500)) if self.chance(0.6) else ""
        signature = self.random.choice(["", shifted(effect, -self.random.randint(0, 300)), shifted(effect, 100)])
        if self.chance(0.1):
            signature, effect = effect, ""
        elif not known and len(parties) == 1 and self.chance(0.05):
            signature = effect = ""
        role = "cosigner" if self.chance(0.04) else "beneficiary" if self.chance(0.1) else "signatory"
        joined = left = ""
        if not known and effect and self.chance(0.1):
            joined = shifted(effect, self.random.randint(1, 900))
            left = shifted(joined, self.random.randint(1, 900)) if self.chance(0.5) else ""
        parties = tuple(party._replace(role=role, joined=joined, left=left) for party in parties)
        return Agreement(name, label, status, signature, effect, end, parties)

    def _effect(self, around):
        if around and self.chance(0.6):
            return shifted(self.random.choice(around), self.random.choice([-400, -1, 0, 1, 400]))
        return self.day_between(shifted(self.question.day, -2300), shifted(self.question.day, 200))

    # The files.

    def text(self, register):
        file = io.StringIO()
        writer = csv.writer(file, delimiter=";", lineterminator="\n")
        words = random.Random(f"words of {self.number}")
        if self.as_members:
            writer.writerow(["id_territoire", "lib_territoire", "date_signature", "liste_geo"])
            for one in register:
                members = "; ".join(f"{party.name or 'Quelque part'} ({party.code})" if party.code
                                    else party.name or "Quelque part" for party in one.parties)
                writer.writerow([one.id, one.label, one.signature, members])
            return file.getvalue()
        writer.writerow(COLUMNS)
        for one in register:
            status = words.choice(WORDS[one.status]) or ("" if one.effect else "signed")
            for party in one.parties:
                kind = "COM" if form_of_commune(party.code) else "EPCI"
                writer.writerow([one.id, one.label, kind.lower(), party.code, kind, party.role, one.signature,
                                 one.effect, one.end, status, party.joined, party.left, "", "drawn"])
        return file.getvalue()

    def study(self, files, name, register):
        question = self.question
        list_of_parties = files.folder / f"{name}.csv"
        list_of_parties.write_text(self.text(register), encoding="utf-8")
        observed = f", observed = {question.observed}" if question.observed else ""
        territory = json.dumps([f"departement:{own}" for own in question.departements])
        doubt = 'unresolved_parties = "elsewhere"\n' if question.unresolved_elsewhere else ""
        path = files.folder / f"{name}.toml"
        path.write_text(
            f'title = "{name}"\nat = {question.day}\nterritory = {territory}\nepci_policy = "{question.policy}"\n'
            f"sources = [{files.sources(question, self.number % 25 == 0)}]\n[ctg]\n"
            f'register = {{ path = "{list_of_parties.name}"{observed} }}\n'
            f"complete_for = {json.dumps(list(question.complete_for))}\n{doubt}"
            '[output]\nformats = ["csv"]\nthemes = ["ctg"]\n', encoding="utf-8")
        return path


def rates(shown):
    return [("inhabitants", shown["tally"]["inhabitants_rate"]), ("communes", shown["tally"]["communes_rate"]),
            ("EPCI", shown["epci"]["rate"])]


def compared(test, what, draw, answer, shown, layers):
    """The answer of the model, the JSON of `ctg`, and the layers of `run` (none: it was not run)."""
    rows = {row["code"]: row for row in shown["rows"]}
    test.same(f"{what}: communes", sorted(rows), sorted(answer.status))
    wrong = {code: (rows[code]["ctg_covered"], rows[code]["ctg_reason"], own, sorted(answer.reasons[code]))
             for code, own in answer.status.items() if code in rows and rows[code]["ctg_covered"] != own}
    test.same(f"{what}: statuses", wrong, {})
    wrong = {code: (rows[code]["ctg_reason"], sorted(reasons)) for code, reasons in answer.reasons.items()
             if code in rows and rows[code]["ctg_covered"] == answer.status[code] and not allowed(rows[code], reasons)}
    test.same(f"{what}: reasons", wrong, {})
    counts = collections.Counter(answer.status.values())
    for status in ("covered", "unknown", "not_covered"):
        test.same(f"{what}: communes {status}", shown["tally"][status], counts[status])
    counts = collections.Counter(answer.epci_status.values())
    for status in ("covered", "partly", "unknown", "not_covered"):
        test.same(f"{what}: EPCI {status}", shown["epci"][status], counts[status])
    exact_rates = {"inhabitants": answer.inhabitants, "communes": answer.communes, "EPCI": answer.epci}
    for name, got in rates(shown):
        exact = exact_rates[name]
        if exact.of:
            test.close(f"{what}: {name}, lower bound", got["low"], exact.rate("low"))
            test.close(f"{what}: {name}, upper bound", got["high"], exact.rate("high"))
        else:
            test.same(f"{what}: {name}, no rate", got["status"], "not_applicable")
    if layers:
        compare_layers(test, what, answer, rows, layers)
        if not draw.as_members and not draw.question.unresolved_elsewhere:
            compare_account(test, what, answer, layers)


ANY_CLAIM_REASONS = {"date_unknown", "epci_changed", "commune_merged", "commune_split", "commune_in_part"}


def allowed(row, reasons):
    if row["ctg_covered"] == "not_covered":
        return True
    return row["ctg_reason"] in reasons or (ANY_CLAIM in reasons and row["ctg_reason"] in ANY_CLAIM_REASONS)


def compare_layers(test, what, answer, rows, folder):
    communes = support.by_code(folder / "ctg_commune.csv")
    counts = collections.Counter(row["ctg_covered"] for row in communes.values())
    test.same(f"{what}: the three statuses share the field",
              counts["covered"] + counts["unknown"] + counts["not_covered"], len(answer.status))
    for column in ("ctg_covered", "ctg_reason"):
        test.holds(f"{what}: {column} of the layer is that of the answer",
                   {code: row[column] for code, row in communes.items()} == {code: rows[code][column] for code in rows})
    epci = support.by_code(folder / "ctg_epci.csv")
    named = {"partly": "partly_covered"}
    test.same(f"{what}: EPCI of the layer", {siren: row["ctg_covered"] for siren, row in epci.items()},
              {siren: named.get(status, status) for siren, status in answer.epci_status.items()})
    wrong = {}
    for siren in sorted(epci.keys() & answer.epci_status.keys()):
        if siren in answer.shared:
            continue  # to which EPCI the whole of a commune counts whose land is in two, nothing says
        for name, exact in zip(("ctg_population", "ctg_communes"), answer.by_epci[siren]):
            # a layer without any doubt has no columns for bounds
            got = [support.number(epci[siren].get(f"{name}_{bound}", epci[siren][name])) for bound in ("low", "high")]
            if got != [exact.low, exact.high]:
                wrong[f"{name} of {siren}"] = ([str(bound) for bound in got], [str(exact.low), str(exact.high)])
    test.same(f"{what}: bounds of EPCI", wrong, {})


def compare_account(test, what, answer, folder):
    """Every row of the register is explained; those found nowhere are named, with a zone that they may be."""
    accounts = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))["accounts"]
    support.check_accounts(test, accounts)
    account = next(one for one in accounts if one["file"] == f"{folder.name}.csv")
    test.same(f"{what}: rows found nowhere", sorted(one["code"] for one in account["unmatched"]),
              sorted(code for code, _ in answer.unresolved))
    suggested = {one["code"]: one.get("suggestion", "") for one in account["unmatched"]}
    for code, zones in answer.unresolved:
        if zones:
            test.holds(f"{what}: {sorted(zones)} suggested for {code}: {suggested.get(code)}",
                       any(zone in suggested.get(code, "") for zone in zones))


def main():
    test = support.Test(__doc__, seed=datetime.date.today().toordinal(), count=200, first=0, keep="")
    seed, first = test.options.seed, test.options.first
    print(f"seed {seed}, registers {first} to {first + test.options.count - 1}")
    files = Files(test.data, test.folder)
    country = files.country()
    places = functools.cache(functools.partial(Place, country))

    @functools.cache
    def field(departements, policy, day):
        return Field(country, departements, policy, country.tables[day])

    def shown(study):
        return test.answer("ctg", study, "-j", "1", "-q")

    def layers(study):
        folder = study.with_suffix("")
        test.maillage("run", study, "-o", folder, "-j", "1", "-q", codes=(0, 1))
        return folder

    def one(number):
        """What was drawn, and what the program says of it."""
        draw = Draw(country, places, seed, number)
        study = draw.study(files, f"register-{number:03}", draw.register)
        more = None
        if number - first < WITH_ONE_MORE:
            more = shown(draw.study(files, f"more-{number:03}", [*draw.register, draw.agreement()]))
        return draw, shown(study), layers(study) if number % 2 == 0 else None, more

    failed = []
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        for draw, got, folder, more in pool.map(one, range(first, first + test.options.count)):
            before = len(test.failures)
            what = f"register {draw.number}"
            answer = coverage(field(draw.place.departements, draw.question.policy, draw.table.day),
                              draw.question, draw.register)
            compared(test, what, draw, answer, got, folder)
            if more:
                no_bound_falls(test, what, got, more)
            if len(test.failures) > before:
                failed += test.folder.glob(f"*-{draw.number:03}.*")
    if failed and test.options.keep:
        pathlib.Path(test.options.keep).mkdir(parents=True, exist_ok=True)
        for path in [*failed, files.ept, *map(files.table, TABLES)]:
            shutil.copy(path, test.options.keep)
    test.finish()


def no_bound_falls(test, what, got, more):
    for (name, before), (_, after) in zip(rates(got), rates(more)):
        for bound in ("low", "high"):
            if before["status"] != "not_applicable":
                test.holds(f"{what}: one agreement more never lowers the {bound} bound of {name} "
                           f"({before[bound]} to {after[bound]})", after[bound] >= before[bound] - 1e-9)


if __name__ == "__main__":
    main()
