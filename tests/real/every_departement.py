"""The answers of all 101 départements, by seat, recomputed from the raw files: territory, Ctg, childcare, ZRR, poverty."""
import concurrent.futures
import json

import departement as one
import support


def compare(test, code, territory, given, study, folder, left_out):
    engaged = {siren: name for siren, name in given["engaged"].items() if siren != left_out}
    test.maillage("run", study, "-o", folder, codes=(0, 1))
    one.compare_territory(test, code, territory, folder)
    one.compare_zrr(test, code, territory, given["zrr"], folder)
    one.compare_ctg(test, code, territory, engaged, test.answer("ctg", study, "--missing", codes=(0, 1)))
    seated = territory.seated(code)
    if seated and all(siren in given["tables"]["e"] for siren in seated):
        one.compare_childcare(test, code, territory, given["tables"], folder)
    poverty_of_epci = folder / "poverty_epci.csv"
    if not poverty_of_epci.exists():
        test.same(f"{code}: nobody publishes poverty", one.poverty(territory.communes(code), given["filosofi"], territory), None)
        return
    one.compare_poverty(test, f"poverty of {code}", support.by_code(folder / "poverty_departement.csv")[code],
                        one.poverty(territory.communes(code), given["filosofi"], territory))
    for siren, row in support.by_code(poverty_of_epci).items():
        one.compare_poverty(test, f"{code}, poverty of {siren}", row,
                            one.poverty(territory.members(siren), given["filosofi"], territory))
    support.check_accounts(test, json.loads((folder / "manifest.json").read_text(encoding="utf-8"))["accounts"])


def main():
    test = support.Test(__doc__, only="")
    data, folder = test.data, test.folder
    territory = support.Territory(data)
    events = support.movements(data)
    tables, cnaf = support.cnaf_official(data, folder)
    given = {"tables": tables, "engaged": territory.epci_name, "zrr": one.zrr_statuses(data, territory, events),
             "filosofi": one.published_poverty(data, territory, events)}
    sources = [*test.cog(), data / "insee-filosofi-2021" / "cc_filosofi_2021_COM.csv.gz",
               data / "anct-zrr" / "ZRR_list_source.csv.gz", *cnaf]
    codes = sorted({own for own in territory.commune_departement.values()})
    if test.options.only:
        codes = test.options.only.split(",")
    else:
        test.same("départements", len(codes), 101)

    def run(code):
        seated = territory.seated(code)
        left_out = seated[min(3, len(seated) - 1)] if seated else None
        register = support.fictional_register(
            folder / f"ctg-{code}.csv", {siren: name for siren, name in territory.epci_name.items() if siren != left_out})
        study = test.study(f"study-{code}", f"departement:{code}", sources, register, formats='["csv"]')
        compare(test, code, territory, given, study, folder / f"out-{code}", left_out)

    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        for done in [pool.submit(run, code) for code in codes]:
            done.result()
    test.finish()


if __name__ == "__main__":
    main()
