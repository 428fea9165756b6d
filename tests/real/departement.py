"""The answers of one département, recomputed from the raw files and compared with what `maillage run` writes."""
import json
from fractions import Fraction

import support
from support import number, rows

EPCI_BY_SEAT = {"59": 17, "62": 19, "66": 12, "17": 13}
COMMUNES = {"59": 647, "62": 887, "66": 226, "17": 462}
CHILDCARE = {"62": ("48.5", "71.8"), "17": ("57.8", "96.7")}
FRENCH_CHILDCARE = {"62": "de 48,5 (CA de Lens - Liévin) à 71,8", "17": "de 57,8"}
QPV = 10
CUT_SINCE_FILOSOFI = {"15141"}  # five communes of today: nobody published the persons of this one alone
WITHHELD = {"60054"}  # 927 persons beside 339 inhabitants: those of Les Hauts-Talican, which it has left


def published_poverty(data, territory, events):
    """Living commune -> list of (persons, low, value, high) of its rows of Filosofi, rates in points.

    A rate is printed in whole points, so half a point is left on each side; 5 stands for "5 or less"."""
    found = {}
    for row in rows(data / "insee-filosofi-2021" / "cc_filosofi_2021_COM.csv.gz", ";"):
        code = row["CODGEO"]
        if code in support.PARTS_OF_CITIES:
            continue
        living = support.successor(code, "2024-01-01", events, territory.commune_departement)
        rate = number(row["TP6021"])
        half = Fraction(1, 2)
        low = None if rate is None else Fraction(0) if rate == 5 else rate - half
        found.setdefault(living, []).append(
            (number(row["NBPERSMENFISC21"]), low, rate, None if rate is None else rate + half))
    return found


def poverty(communes, filosofi, territory):
    """low, value, high of the rate in percent, share of persons known, share of inhabitants in the field."""
    persons = low = high = known = poor = inhabitants = field = Fraction(0)
    for code in communes:
        inhabitants += territory.population[code]
        parts = filosofi.get(code, [])
        if not parts or code in CUT_SINCE_FILOSOFI | WITHHELD or any(part[0] is None for part in parts):
            continue
        field += territory.population[code]
        # nobody publishes the rate of a merged commune, but its poor persons are those of its parts
        rate_known = all(part[2] is not None for part in parts)
        for people, least, rate, most in parts:
            persons += people
            low += people * least / 100 if rate is not None else 0
            high += people * min(most, 100) / 100 if rate is not None else people
            known += people if rate_known else 0
            poor += people * rate / 100 if rate_known else 0
    if not persons:
        return None
    return {"low": 100 * low / persons, "high": 100 * high / persons, "known": 100 * known / persons,
            "value": 100 * poor / known if known else None, "field": 100 * field / inhabitants,
            "persons": persons}


def compare_poverty(test, what, row, exact):
    if exact is None:
        test.same(f"{what}: no rate", row.get("poverty_rate_rebuilt", ""), "")
        return
    test.close(f"{what}: low", number(row["poverty_rate_rebuilt_low"]), exact["low"])
    test.close(f"{what}: high", number(row["poverty_rate_rebuilt_high"]), exact["high"])
    test.close(f"{what}: known share", number(row["poverty_known_share"]), exact["known"])
    test.close(f"{what}: field", number(row["poverty_field_share"]), exact["field"])
    if exact["value"] is not None:
        test.close(f"{what}: value", number(row["poverty_rate_rebuilt"]), exact["value"])


def zrr_statuses(data, territory, events):
    """Living commune -> set of (letter of ZRR_SIMP, letters of the detail), from COG 2021 codes."""
    found = {}
    for row in rows(data / "anct-zrr" / "ZRR_list_source.csv.gz", ",", skip=5):
        code = row["CODGEO"].strip()
        if code and code not in support.PARTS_OF_CITIES:
            living = support.successor(code, "2021-01-01", events, territory.commune_departement)
            simple, detail = (row[name].split(" - ")[0] for name in ("ZRR_SIMP", "ZONAGE_ZRR"))
            found.setdefault(living, set()).add((simple, detail))
    return found


def compare_territory(test, departement, territory, out):
    communes = territory.communes(departement)
    test.same("communes of COG 2026", len(communes), COMMUNES.get(departement, len(communes)))
    got = support.by_code(out / "territory_commune.csv")
    test.same("codes of communes", sorted(got), sorted(communes))
    for code in communes:
        test.close(f"population of {code}", number(got[code]["population"]), territory.population[code])
        test.same(f"EPCI of {code}", got[code]["epci"], territory.epci.get(code, ""))
    seated = territory.seated(departement)
    test.same("EPCI by seat", len(seated), EPCI_BY_SEAT.get(departement, len(seated)))
    got = support.by_code(out / "territory_epci.csv") if seated else {}
    test.same("SIREN of EPCI", sorted(got), seated)
    for siren in seated:
        members = territory.members(siren)
        test.close(f"communes of {siren}", number(got[siren]["communes"]), Fraction(len(members)))
        test.close(f"population of {siren}", number(got[siren]["population"]),
                   sum(territory.population[code] for code in members))
    got = support.by_code(out / "territory_departement.csv")[departement]
    test.close("population", number(got["population"]), sum(territory.population[code] for code in communes))


def compare_ctg(test, departement, territory, engaged, answer):
    communes = territory.communes(departement)
    covered = [code for code in communes if territory.epci.get(code) in engaged]
    everyone = sum(territory.population[code] for code in communes)
    people = sum(territory.population[code] for code in covered)
    tally, epci = answer["tally"], answer["epci"]
    test.same("communes covered", (tally["covered"], tally["not_covered"], tally["unknown"]),
              (len(covered), len(communes) - len(covered), 0))
    test.same("communes named", sorted(row["code"] for row in answer["rows"]), sorted(set(communes) - set(covered)))
    test.same("inhabitants covered", tally["inhabitants_covered"]["value"], float(people))
    for bound in ("value", "low", "high"):
        test.close(f"share of inhabitants, {bound}", tally["inhabitants_rate"][bound], 100 * people / everyone)
    seated = territory.seated(departement)
    counted, bound = len(seated), sum(1 for siren in seated if siren in engaged)
    test.same("EPCI", (epci["covered"], epci["partly"], epci["counted"]), (bound, 0, counted))
    said = [] if people in (0, everyone) else [f"{french(100 * people / everyone)} % des habitants"]
    if counted:
        test.close("share of EPCI", epci["rate"]["value"], Fraction(100 * bound, counted))
    if departement in EPCI_BY_SEAT:
        said.append(f"{bound} des {counted} EPCI ({french(Fraction(100 * bound, counted))} %)")
    for words in said:
        test.holds(f"the sentence says {words}: {answer['sentence'][:120]}", words in support.plain_spaces(answer["sentence"]))


def french(rate):
    """One decimal, halves away from zero, decimal comma."""
    tenths = int(rate * 10 + Fraction(1, 2))
    return f"{tenths // 10},{tenths % 10}"


def compare_childcare(test, departement, territory, tables, out):
    got = support.by_code(out / "childcare_epci.csv")
    test.same("zones of childcare", sorted(got), territory.seated(departement))
    published = {siren: Fraction(str(tables["e"][siren][0])) for siren in got}
    for siren, rate in published.items():
        test.close(f"childcare of {siren}", number(got[siren]["rate_total"]), rate)
        test.close(f"childcare of {siren}, low", number(got[siren]["rate_total_low"]), rate - Fraction(1, 20))
        test.close(f"childcare of {siren}, high", number(got[siren]["rate_total_high"]), rate + Fraction(1, 20))
        mean = Fraction(str(tables["d"][departement][0]))
        test.close(f"childcare of {siren} to its département", number(got[siren]["ratio_to_departement"]), rate / mean)
    if departement in CHILDCARE:
        low, high = map(Fraction, CHILDCARE[departement])
        test.same("range of childcare", (min(published.values()), max(published.values())), (low, high))
        answer = support.plain_spaces((out / "answer.txt").read_text(encoding="utf-8"))
        test.holds("the answer says the range", FRENCH_CHILDCARE[departement] in answer)
        test.holds("the answer says the highest", f"à {CHILDCARE[departement][1].replace('.', ',')}" in answer)


def compare_zrr(test, departement, territory, statuses, out):
    # communes re-established since the list have no status of their own there
    letters = [statuses.get(code, set()) for code in territory.communes(departement)]
    whole = sum(1 for found in letters if {simple for simple, _ in found} == {"C"})
    got = support.by_code(out / "priority_departement.csv")[departement]
    test.close("communes in ZRR", number(got["zrr_communes"]), Fraction(whole))
    if not all(letters):
        test.close("communes in ZRR, at most", number(got["zrr_communes_high"]), Fraction(whole + letters.count(set())))
    for column, letter in (("zrr_detail_classified", "C"), ("zrr_detail_leaving", "A"),
                           ("zrr_detail_leaving_mountain", "M"), ("zrr_detail_classified_decline", "D")):
        count = sum(1 for found in letters if {detail for _, detail in found} == {letter})
        test.close(f"communes {column}", number(got[column]), Fraction(count))
    if departement == "66":
        test.same("ZRR of 66", tuple(int(got[name]) for name in
                                     ("zrr_communes", "zrr_detail_classified", "zrr_detail_leaving")), (129, 124, 5))
        answer = support.plain_spaces((out / "answer.txt").read_text(encoding="utf-8"))
        test.holds("both are printed", "129 communes sur 226" in answer and "124 classées et 5 sortantes" in answer)
        if "qpv_count" in got:  # with the file of QPV
            test.close("QPV", number(got["qpv_count"]), Fraction(QPV))
    if departement == "59":
        test.same("ZRR of 59", whole, 0)


def main():
    test = support.Test(__doc__, "departement")
    departement = test.options.departement
    data, folder = test.data, test.folder
    territory = support.Territory(data)
    events = support.movements(data)
    tables, cnaf = support.cnaf_official(data, folder)
    seated = territory.seated(departement)
    left_out = seated[3]
    engaged = {siren: territory.epci_name[siren] for siren in seated if siren != left_out}
    register = support.fictional_register(folder / "ctg.csv", engaged)
    sources = [data / "ign-communes-2018" / f"communes-{support.BOUNDARIES[departement]}.geojson", *test.cog(),
               data / "insee-filosofi-2021" / "cc_filosofi_2021_COM.csv.gz",
               data / "anct-zrr" / "ZRR_list_source.csv.gz", *cnaf]
    if departement == "66":
        sources.append(data / "qpv-occitanie" / "qp.geojson")
    study = test.study("study", f"departement:{departement}", sources, register,
                       complete=json.dumps([departement]), formats='["csv"]')
    out = folder / "out"
    test.maillage("run", study, "-o", out)
    compare_territory(test, departement, territory, out)
    compare_childcare(test, departement, territory, tables, out)
    compare_zrr(test, departement, territory, zrr_statuses(data, territory, events), out)
    filosofi = published_poverty(data, territory, events)
    compare_poverty(test, "poverty", support.by_code(out / "poverty_departement.csv")[departement],
                    poverty(territory.communes(departement), filosofi, territory))
    for siren, row in support.by_code(out / "poverty_epci.csv").items():
        compare_poverty(test, f"poverty of {siren}", row, poverty(territory.members(siren), filosofi, territory))
    manifest = json.loads((out / "manifest.json").read_text(encoding="utf-8"))
    support.check_accounts(test, manifest["accounts"])
    support.check_sources(test, manifest, study)
    compare_ctg(test, departement, territory, engaged, test.answer("ctg", study, "--missing", codes=(1,)))
    if departement == "62":
        anywhere = test.study("any", "departement:62", sources[1:5], register, more='epci_policy = "any"\n',
                              complete='["62"]')
        epci = test.answer("ctg", anywhere, codes=(1,))["epci"]
        test.same("EPCI of 62 by any part", (epci["counted"], epci["covered"]), (20, 18))
    test.finish()


if __name__ == "__main__":
    main()
