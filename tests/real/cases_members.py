"""Who belongs to which EPCI on a day, the EPT of Grand Paris, and cities of which a district is missing.

The tables of six years stand in one study; the right one is chosen here again, and communes are followed
through the movements of the COG, from the raw files."""
import csv
import random
from fractions import Fraction

import support
from support import number, rows

TABLES = {"2019-01-01": ("vintages/epcicom2019.xlsx", 1, "insee", "siren"),
          "2020-01-01": ("insee-filosofi-caf/EPCI_2020.csv.gz", None, "CODGEO", "EPCI"),
          "2021-01-01": ("vintages/epcicom_2021.xlsx", 1, "insee", "siren"),
          "2023-01-01": ("vintages/epcicom_2023.xlsx", 1, "insee", "siren"),
          "2024-01-01": ("vintages/EPCI_au_01-01-2024.xlsx", 2, "CODGEO", "EPCI"),
          "2025-01-01": ("cog-2026/epcicom.xlsx", 1, "insee", "siren")}
MET_GRAND_PARIS, PLAINE_COMMUNE = "200054781", "200057867"
POPULATION = "cog-2026/donnees_communes.csv"


def sheet_rows(path, sheet, key):
    """The rows of a sheet below the line that names its columns, by these names."""
    names = {}
    for row in support.workbook(path, sheet):
        if names and any(row.values()):
            yield {name: row.get(letter, "") for letter, name in names.items()}
        elif key in row.values():
            names = row


def memberships(data, day):
    """Commune -> EPCI as the table of that day has them; None: said to be in none."""
    name, sheet, key, group = TABLES[day]
    table = rows(data / name, ";") if sheet is None else sheet_rows(data / name, sheet, key)
    return {row[key]: row[group] if row[group].isdigit() else None for row in table if row[key]}


def origin(code, day, came_from, listed):
    """The code under which a table of that day lists the ground of a commune of today; None: under none."""
    seen = set()
    while code not in listed and code not in seen:
        seen.add(code)
        code = next((before for when, before in came_from.get(code, ()) if when > day and before != code), code)
    return code if code in listed else None


def origins(data):
    found = {}
    for row in rows(data / "cog-2026" / "mouvements-communes.csv", ","):
        if row["TYPECOM_AV"] == row["TYPECOM_AP"] == "COM":
            found.setdefault(row["COM_AP"], []).append((row["DATE_EFF"], row["COM_AV"]))
    return {code: sorted(events, reverse=True) for code, events in found.items()}


def in_force(day):
    begun = [edition for edition in TABLES if edition <= day]
    return max(begun) if begun else min(TABLES)


def study(test, name, day, territory, sources, more=""):
    path = test.folder / f"{name}.toml"
    listed = ", ".join(source if isinstance(source, str) else f'"{source}"' for source in sources)
    path.write_text(f'title = "{name}"\nat = {day}\nterritory = "{territory}"\nepci_policy = "any"\n'
                    f"sources = [{listed}]\n{more}"
                    '[output]\nformats = ["csv"]\nareas = "none"\n', encoding="utf-8")
    return path


def memberships_of_the_day(test):
    """Every commune of France in the EPCI of the table of the day, whatever the order of the sources."""
    data = test.data
    communes = [row["COM"] for row in rows(data / "cog-2026" / "communes.csv", ",") if row["TYPECOM"] == "COM"]
    came_from = origins(data)
    known = {day: memberships(data, day) for day in TABLES}
    test.same("communes of the tables", [len(known[day]) for day in sorted(known)],
              [34966, 34968, 34961, 34941, 34935, 34871])
    order = list(TABLES)
    random.Random(20).shuffle(order)
    tables = [f'{{ path = "{data / TABLES[day][0]}", vintage = {day} }}' for day in order]
    sources = [data / "cog-2026" / "communes.csv", data / "cog-2026" / "mouvements-communes.csv", *tables]
    for day in ("2018-06-30", "2019-12-31", "2020-06-30", "2022-12-31", "2023-01-01", "2024-12-31", "2026-01-01"):
        edition = in_force(day)
        path = study(test, f"france-{day}", day, "france", sources)
        out = test.folder / f"out-{day}"
        base = support.plain_spaces(test.maillage("run", path, "-o", out, "--quiet", codes=(0,)))
        file = TABLES[edition][0].rsplit("/", 1)[-1]
        test.holds(f"{day}: Base names {file}",
                   f"EPCI au {edition[8:]}/{edition[5:7]}/{edition[:4]} ({file})" in base)
        got = {row["code"]: row["epci"] or None for row in rows(out / "territory_commune.csv", ",")}
        table = known[edition]
        expected = {}
        for commune in communes:
            before = origin(commune, edition, came_from, table)
            expected[commune] = table[before] if before else None
        test.same(f"{day}: communes whose EPCI is another",
                  {code: (got.get(code), epci) for code, epci in expected.items() if got.get(code) != epci}, {})
        test.same(f"{day}: EPCI", {row["code"] for row in rows(out / "territory_epci.csv", ",")},
                  {epci for epci in table.values() if epci})


def perpignan(test):
    """Two tables, or the one of the day alone: one answer."""
    data = test.data
    register = test.folder / "perpignan.csv"
    register.write_text("ctg_id;code;date_signature;date_effect;date_end;status\n"
                        "A;200027183;2019-01-01;2019-01-01;2026-12-31;signed\n", encoding="utf-8")
    cog = [data / "cog-2026" / name for name in ("communes.csv", "donnees_communes.csv", "mouvements-communes.csv")]
    then = f'{{ path = "{data / TABLES["2020-01-01"][0]}", vintage = 2020-01-01 }}'
    ctg = f'[ctg]\nregister = "{register}"\ncomplete_for = ["66"]\n'
    both = study(test, "both", "2020-06-30", "departement:66", [*cog, data / TABLES["2025-01-01"][0], then], ctg)
    alone = study(test, "alone", "2020-06-30", "departement:66", [*cog, then], ctg)
    answers = [test.answer("ctg", path, "--missing", codes=(1,)) for path in (both, alone)]
    members = {code for code, epci in memberships(data, "2020-01-01").items() if epci == "200027183"}
    population = {row["COM"]: number(row["PMUN"]) for row in rows(data / POPULATION, ";") if row["DEP"] == "66"}
    share = 100 * sum(population[code] for code in members) / sum(population.values())
    for answer in answers:
        test.same("communes covered, not covered, unknown",
                  tuple(answer["tally"][name] for name in ("covered", "not_covered", "unknown")), (36, 190, 0))
        test.close("share of inhabitants", answer["tally"]["inhabitants_rate"]["value"], share)
        test.holds("communes named", not members & {row["code"] for row in answer["rows"]})
    test.same("36 members in 2020, 55,87 %", (len(members), f"{float(share):.2f}"), (36, "55.87"))
    for part in ("tally", "epci", "rows"):
        test.same(f"both tables and one: {part}", answers[0][part], answers[1][part])
    later = test.answer("ctg", both, "--at", "2025-06-30", codes=(1,))
    test.same("members of 2025", later["tally"]["covered"],
              sum(epci == "200027183" for epci in memberships(data, "2025-01-01").values()))


def agen(test):
    """An EPCI that a merger of 2022 ended binds its communes on a day of 2021."""
    data = test.data
    register = test.folder / "agen.csv"
    register.write_text("ctg_id;code;date_signature;date_effect;date_end;status\n"
                        "A;200035459;2019-01-01;2019-01-01;2023-12-31;signed\n", encoding="utf-8")
    sources = [data / "cog-2026" / "communes.csv", data / TABLES["2025-01-01"][0], data / POPULATION,
               data / "cog-2026" / "mouvements-communes.csv", data / TABLES["2021-01-01"][0]]
    path = study(test, "agen", "2021-06-01", "departement:47", sources,
                 f'[ctg]\nregister = "{register}"\ncomplete_for = ["*"]\n')
    answer = test.answer("ctg", path, "--missing", codes=(1,))
    members = {code for code, epci in memberships(data, "2021-01-01").items() if epci == "200035459"}
    test.same("members of 2021", len(members), 31)
    test.same("communes covered", (answer["tally"]["covered"], answer["tally"]["unknown"]), (31, 0))
    test.holds("none of them is named", not members & {row["code"] for row in answer["rows"]})


def grand_paris(test):
    """The table of EPT is read whole, has its account, and makes no EPCI."""
    data = test.data
    ept = data / "cog-2026" / "ept.xlsx"
    groups = {row["CODGEO"]: row["EPT"] for row in sheet_rows(ept, 3, "CODGEO")}
    test.same("communes of Plaine Commune", sum(group == PLAINE_COMMUNE for group in groups.values()), 8)
    cog = [data / "cog-2026" / name for name in ("communes.csv", "donnees_communes.csv", "mouvements-communes.csv",
                                                "epcicom.xlsx")]
    table = f'{{ path = "{ept}", layer = "Composition_communale" }}'
    path = study(test, "grand-paris", "2025-12-31", "departement:93", [*cog, table])
    account = next(one for one in test.answer("check", path, codes=(0,))["accounts"]
                   if one["file"].endswith("ept.xlsx"))
    members = {code for code, epci in memberships(data, "2025-01-01").items() if epci == MET_GRAND_PARIS}
    beyond = {code for code in members if not code.startswith("93")}
    of_93 = {code for code in groups if code.startswith("93")}
    test.same("rows of the table of EPT", account["rows"], len(groups))
    test.same("matched", account["matched"], len(of_93 | beyond & groups.keys()))
    test.same("rows explained", support.account_gap(account), 0)
    test.same("communes without row", account["zones_without_row"], [])
    out = test.folder / "out-ept"
    test.maillage("run", path, "-o", out, codes=(0,))
    epci = {row["epci"] for row in rows(out / "territory_commune.csv", ",")}
    test.holds("EPT are no EPCI", not epci & (set(groups.values()) | {"ZZZZZZZZZ"}))
    test.same("EPCI of département 93", {row["code"] for row in rows(out / "territory_epci.csv", ",")}, epci)


def without(test, codes):
    """The legal populations without some rows, and what is left of their cities."""
    left = [row for row in rows(test.data / POPULATION, ";") if row["COM"] not in codes]
    path = test.folder / f"without-{'-'.join(sorted(codes)) or 'none'}.csv"
    with open(path, "w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, left[0].keys(), delimiter=";")
        writer.writeheader()
        writer.writerows(left)
    return path, left


def districts(test):
    """A city without one of its districts is a low bound, in `run` and in `check`; with all of them it is known."""
    names = {"75120": "Paris 20e", "69389": "Lyon 9e", "13201": "Marseille 1er"}
    for missing, city in (("75120", "75056"), ("69389", "69123"), ("13201", "13055")):
        departement = city[:2]
        for absent, status, code in (((missing,), "partial", 1), ((), "known", 0)):
            file, left = without(test, set(absent))
            people = sum((number(row["PMUN"]) for row in left if support.PARTS_OF_CITIES.get(row["COM"]) == city),
                         Fraction(0))
            everyone = sum((number(row["PMUN"]) for row in left if row["DEP"] == departement), Fraction(0))
            path = study(test, f"{city}-{status}", "2025-12-31", f"departement:{departement}",
                         [test.data / "cog-2026" / "communes.csv", file, test.data / "cog-2026" / "epcicom.xlsx"])
            out = test.folder / f"out-{city}-{status}"
            test.maillage("run", path, "-o", out, codes=(code,))
            high = "" if absent else None
            for level, zone, exact in (("commune", city, people), ("departement", departement, everyone)):
                row = next(one for one in rows(out / f"territory_{level}.csv", ",") if one["code"] == zone)
                test.same(f"{zone}: status", row["population_status"], status)
                test.close(f"{zone}: population", number(row["population"]), exact)
                test.same(f"{zone}: bounds", (row.get("population_low"), row.get("population_high")),
                          (str(exact), high) if absent else (None, None))
            report = test.answer("check", path, codes=(code,))
            named = [(one["code"], one["severity"], one["zones"]) for one in report["diagnostics"]
                     if one["code"] == "district-missing"]
            test.same(f"{zone}: problem", named, [("district-missing", "problem", [missing])] if absent else [])
            account = next(one for one in report["accounts"] if one["file"].endswith(file.name))
            lost = [(one["code"], one["name"]) for one in account["zones_without_row"]]
            test.same(f"{city}: rows that are missing", lost, [(missing, names[missing])] if absent else [])
            test.same(f"{city}: rows explained", support.account_gap(account), 0)


def districts_in_two_files(test):
    """The districts of Paris in two files, in any order, add up to Paris."""
    first = {f"751{i:02}" for i in range(1, 11)}
    second = {f"751{i:02}" for i in range(11, 21)}
    halves = [without(test, gone)[0] for gone in (second, first)]
    people = sum(number(row["PMUN"]) for row in rows(test.data / POPULATION, ";") if row["COM"].startswith("751"))
    for name, files in (("forward", halves), ("backward", halves[::-1])):
        path = study(test, f"halves-{name}", "2025-12-31", "departement:75",
                     [test.data / "cog-2026" / "communes.csv", *files])
        out = test.folder / f"out-halves-{name}"
        test.maillage("run", path, "-o", out, codes=(0,))
        row = rows(out / "territory_commune.csv", ",")[0]
        test.same(f"{name}: Paris", (row["code"], row["population_status"]), ("75056", "known"))
        test.close(f"{name}: population", number(row["population"]), people)


def main():
    test = support.Test(__doc__)
    for case in (memberships_of_the_day, perpignan, agen, grand_paris, districts, districts_in_two_files):
        case(test)
    test.finish()


if __name__ == "__main__":
    main()
