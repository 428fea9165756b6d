"""The real ANCT contract lists as registers: the same commands answer, and a direct parse agrees."""
import json
import re
from fractions import Fraction

import support

DAY = "2023-12-31"
MERGED = {"31", "32", "33", "34"}  # the commune that keeps the code has the ground of others from then on


def contracts(data, name):
    text = (data / "anct-contracts" / f"{name}_geom.geojson").read_text(encoding="utf-8")
    for feature in json.loads(text)["features"]:
        found = feature["properties"]
        yield (found.get("date_signature") or "", re.findall(r"\(([^()]*)\)(?:;|\s*$)", found["liste_geo"]))


def enlarged(data):
    """(day, commune, commune absorbed) of the mergers of the COG."""
    return [(day, to, code) for code, events in support.movements(data).items()
            for day, kind, to in events if kind in MERGED and to != code]


def direct_answer(data, name, territory, mergers):
    """Communes covered for sure, and communes of which the list does not tell."""
    covered, unknown = set(), set()
    events = support.movements(data)
    for signed, members in contracts(data, name):
        if signed > DAY:
            continue
        for code in members:
            living = support.successor(code, signed or DAY, events, territory.commune_departement)
            absorbed = {gone for day, to, gone in mergers if to == living and day > (signed or DAY)}
            if not signed or absorbed - set(members):
                unknown.add(living)
            else:
                # Communes separated since then were one with it on the day asked.
                covered |= {living} | {to for day, kind, to in events.get(code, ()) if kind == "21" and day > DAY}
    return covered, unknown - covered


def main():
    test = support.Test(__doc__)
    territory = support.Territory(test.data)
    mergers = enlarged(test.data)

    def answer(name, where, codes=(1,)):
        register = test.data / "anct-contracts" / f"{name}_geom.geojson"
        study = test.study(f"{name}-{where.replace(':', '-')}", where, test.cog(), register)
        return test.answer("ctg", study, "--missing", codes=codes)

    def statuses(result):
        return {row["code"]: row["ctg_status"] for row in result["rows"]}

    for name in ("pvd", "acv"):
        covered, unknown = direct_answer(test.data, name, territory, mergers)
        print(name, "covered", len(covered), "unknown", len(unknown), sorted(unknown)[:20])
        result = answer(name, "france")
        got = statuses(result)
        test.same(f"{name}: unknown", sorted(code for code, status in got.items() if status == "unknown"),
                  sorted(unknown))
        test.same(f"{name}: covered", sorted(set(territory.commune_departement) - set(got)), sorted(covered))
        test.same(f"{name}: tally", (result["tally"]["covered"], result["tally"]["unknown"]),
                  (len(covered), len(unknown)))
        everyone = sum(territory.population[code] for code in territory.commune_departement)
        least = sum(territory.population[code] for code in covered)
        most = least + sum(territory.population[code] for code in unknown)
        rate = result["tally"]["inhabitants_rate"]
        test.close(f"{name}: lower share", rate["low"], 100 * least / Fraction(everyone))
        test.close(f"{name}: upper share", rate["high"], 100 * most / Fraction(everyone))
    covered, unknown = direct_answer(test.data, "pvd", territory, mergers)
    here = [code for code in covered if territory.commune_departement[code] == "17"]
    test.same("pvd: covered and unknown, mergers counted apart", len(covered) + len(unknown), 1645)
    test.same("pvd of 17", (answer("pvd", "departement:17")["tally"]["covered"], len(here)), (20, 20))
    # No contract of fabp is dated and two of its parties are no EPCI of today: nothing can be said anywhere.
    tally = answer("fabp", "departement:17")["tally"]
    test.same("fabp of 17", (tally["covered"], tally["not_covered"], tally["unknown"]), (0, 0, 462))
    test.finish()


if __name__ == "__main__":
    main()
