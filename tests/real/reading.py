"""What `info` and `check` say of real files: lost zeros, the enclave of Llívia, the invalid polygon."""
import json

import support

LLIVIA = "[[1.98, 42.46]]"


def main():
    test = support.Test(__doc__)
    cnaf = test.data / "cnaf-txcouv" / "txcouv_pe_com_EAJE_assmat.csv"
    lost = [row for row in support.rows(cnaf, ";")
            if row["Date référence"] == "2021" and len(row["Numéro commune"]) == 4]
    restored = [found for found in test.answer("check", cnaf)["diagnostics"] if found["code"] == "zeros-restored"]
    test.same("columns whose zeros are restored", {found["column"] for found in restored} >= {"Numéro commune"}, True)
    count = next(found["count"] for found in restored if found["column"] == "Numéro commune")
    distinct = {row["Numéro commune"] for row in support.rows(cnaf, ";") if len(row["Numéro commune"]) == 4}
    test.holds(f"{count} codes restored: {len(distinct)} codes, {len(lost)} rows of the last year",
               count in (len(distinct), len(lost)))

    shapes = test.data / "ign-communes-2018" / "communes_2018.geojson.gz"
    found = test.answer("check", shapes, codes=(1,))["diagnostics"]
    test.same("invalid polygons", [one["zone"] for one in found if one["code"] == "invalid-polygon"], ["14174"])
    holes = [one["location"] for one in found if one["code"] == "hole"]
    test.same("holes of France: Étang de Berre and Llívia", len(holes), 2)

    boundaries = test.data / "ign-communes-2018" / f"communes-{support.BOUNDARIES['66']}.geojson"
    sources = [boundaries, *test.cog()]
    register = support.fictional_register(test.folder / "ctg.csv", {"200027183": "Perpignan Méditerranée"})
    study = test.study("study", "departement:66", sources, register)
    found = test.answer("check", study, codes=(1,))["diagnostics"]
    holes = [one["location"] for one in found if one["code"] == "hole"]
    test.same("holes of 66", len(holes), 1)
    for got, least, most in zip(holes[0] if holes else (), (1.9, 42.4), (2.1, 42.5)):
        test.holds(f"the hole is Llívia ({got})", least < got < most)
    allowed = test.folder / "allowed.toml"
    allowed.write_text(study.read_text(encoding="utf-8") + f"[mesh]\nallowed_holes = {LLIVIA}\n", encoding="utf-8")
    found = test.answer("check", allowed, codes=(0,))["diagnostics"]
    test.same("holes when Llívia is declared",
              [json.dumps(one) for one in found if one["code"] == "hole" and one["severity"] == "problem"], [])
    test.finish()


if __name__ == "__main__":
    main()
