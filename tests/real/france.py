"""The whole of France: 2018 boundaries against 2026 codes, nothing lost or counted twice, EPCI layers written."""
import gzip
import json
from fractions import Fraction

import departement
import support
from support import number, rows

SHAPES = 35357
GONE = 493
RENUMBERED = {"12218", "14581", "49126", "69114"}
RESTORED = {"14666": "14712", "15031": "15141", "15035": "15141", "15047": "15141", "15171": "15141",
            "85165": "85084", "85212": "85084"}
ISLANDS = ("22016", "29083", "29155", "85113")


def compare_boundaries(test, territory, events, manifest, out):
    path = test.data / "ign-communes-2018" / "communes_2018.geojson.gz"
    with gzip.open(path, "rt", encoding="utf-8") as file:
        drawn = [feature["properties"]["code"] for feature in json.load(file)["features"]]
    living = territory.commune_departement
    gone = [code for code in drawn if code not in living]
    test.same("shapes", (len(drawn), len(set(drawn))), (SHAPES, SHAPES))
    test.same("codes gone", len(gone), GONE)
    heirs = {code: support.successor(code, "2018-01-01", events, living) for code in gone}
    # Merged into 60054 in 2019; its ground is in 60694 since 60054 was re-established without it in 2024.
    heirs["60455"] = "60694"
    test.same("codes gone without successor", [code for code, heir in heirs.items() if heir is None], [])
    new = set(living) - set(drawn)
    test.same("new codes with a known shape", new & set(heirs.values()), RENUMBERED)
    account = next(one for one in manifest["accounts"] if one["file"].endswith("communes_2018.geojson.gz"))
    test.same("account of the boundaries", (account["rows"], account["matched"], account["moved"],
                                            account["unmatched"]), (SHAPES, SHAPES - GONE, GONE, []))
    test.same("communes without shape", {zone["code"] for zone in account["zones_without_row"]}, set(RESTORED))
    said = {one["zone"]: one["found"] for one in manifest["diagnostics"]
            if one["code"] == "reestablished-commune" and one["file"].endswith("communes_2018.geojson.gz")}
    test.same("re-established communes", set(said), set(RESTORED))
    for code, predecessor in RESTORED.items():
        test.holds(f"{code} is said to come out of {predecessor}", f" {predecessor} " in said.get(code, ""))
    bare = [one for one in manifest["diagnostics"] if one["code"] == "no-shape"]
    test.same("communes said to be without a shape", [sorted(one["zones"]) for one in bare], [sorted(RESTORED)])
    listed = {one.get("code"): one.get("successor") for one in account.get("moves", [])}
    test.same("each code gone is listed with its successor", listed, heirs)
    with open(out / "territory_epci.geojson", encoding="utf-8") as file:
        features = json.load(file)["features"]
    test.same("EPCI in GeoJSON", sorted(one["properties"]["code"] for one in features), sorted(territory.seat))


def compare_populations(test, territory, out):
    everyone = sum(territory.population[code] for code in territory.commune_departement)
    nation = support.by_code(out / "territory_nation.csv")["FR"]
    test.close("population of France", number(nation["population"]), everyone)
    by_departement = support.by_code(out / "territory_departement.csv")
    test.same("sum of the départements", sum(number(row["population"]) for row in by_departement.values()), everyone)
    for departement, row in by_departement.items():
        test.close(f"population of {departement}", number(row["population"]),
                   sum(territory.population[code] for code in territory.communes(departement)))
    got = support.by_code(out / "territory_epci.csv")
    test.same("EPCI", (len(got), sorted(got)), (1255, sorted(territory.seat)))
    for siren, row in got.items():
        test.close(f"population of {siren}", number(row["population"]),
                   sum(territory.population[code] for code in territory.members(siren)))
    communes = support.by_code(out / "territory_commune.csv")
    test.same("communes", sorted(communes), sorted(territory.commune_departement))
    test.same("districts among communes", sorted(set(communes) & set(support.PARTS_OF_CITIES)), [])
    test.same("communes without EPCI", sorted(code for code, row in communes.items() if not row["epci"]),
              sorted(ISLANDS))


def compare_cities(test, territory, events, manifest, out):
    """Filosofi gives the three cities and their districts: the line of the city stands, once."""
    path = test.data / "insee-filosofi-2021" / "cc_filosofi_2021_COM.csv.gz"
    persons = {row["CODGEO"]: number(row["NBPERSMENFISC21"]) for row in rows(path, ";")}
    got = support.by_code(out / "poverty_commune.csv")
    for city in ("75056", "13055", "69123"):
        test.close(f"fiscal persons of {city}", number(got[city]["fiscal_persons"]), persons[city])
        districts = [code for code, whole in support.PARTS_OF_CITIES.items() if whole == city]
        summed = sum(persons[code] for code in districts)
        test.holds(f"districts of {city} add up to it", abs(summed - persons[city]) <= 2 * len(districts))
    account = next(one for one in manifest["accounts"] if one["file"].endswith("cc_filosofi_2021_COM.csv.gz"))
    test.same("rows of districts", account["parts_of_cities"], len(support.PARTS_OF_CITIES))
    test.same("rows of Filosofi that find no commune", account["unmatched"], [])
    known = sum(value for code, value in persons.items() if value is not None and code not in support.PARTS_OF_CITIES
                and code not in departement.WITHHELD)
    nation = support.by_code(out / "poverty_nation.csv")["FR"]
    test.close("fiscal persons of France", number(nation["fiscal_persons"]), known)
    filosofi = departement.published_poverty(test.data, territory, events)
    departement.compare_poverty(test, "poverty of France", nation,
                                departement.poverty(territory.commune_departement, filosofi, territory))


def compare_childcare(test, tables, territory, manifest, out):
    got = {code: number(row["rate_total"]) for code, row in support.by_code(out / "childcare_epci.csv").items()}
    published = {siren: Fraction(str(values[0])) for siren, values in tables["e"].items()}
    test.holds("XX is in the table of Cnaf", "XX" in published)
    test.same("XX is no zone", "XX" in got, False)
    del published["XX"]
    test.same("EPCI with a rate", {code for code, rate in got.items() if rate is not None}, set(published))
    for siren, rate in published.items():
        test.close(f"childcare of {siren}", got[siren], rate)
    test.holds("some are above 100", sum(1 for rate in published.values() if rate > 100) >= 4)
    account = next(one for one in manifest["accounts"] if one["file"].endswith("txcouv_pe_epci.csv"))
    test.same("XX is accounted for as unlocated", account["unlocated"], 1)


def main():
    test = support.Test(__doc__)
    territory = support.Territory(test.data)
    events = support.movements(test.data)
    tables, cnaf = support.cnaf_official(test.data, test.folder)
    sources = [test.data / "ign-communes-2018" / "communes_2018.geojson.gz", *test.cog(),
               test.data / "insee-filosofi-2021" / "cc_filosofi_2021_COM.csv.gz", *cnaf]
    register = support.fictional_register(test.folder / "ctg.csv", territory.epci_name)
    study = test.study("study", "france", sources, register)
    out = test.folder / "out"
    test.maillage("run", study, "-o", out, codes=(1,))  # the invalid polygon is a problem found
    manifest = json.loads((out / "manifest.json").read_text(encoding="utf-8"))
    compare_boundaries(test, territory, events, manifest, out)
    compare_populations(test, territory, out)
    compare_cities(test, territory, events, manifest, out)
    compare_childcare(test, tables, territory, manifest, out)
    support.check_accounts(test, manifest["accounts"])
    test.finish()


if __name__ == "__main__":
    main()
