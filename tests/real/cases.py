"""Registers that went wrong once, on the communes and EPCI of today: each case is a function, its answer is recomputed
from the raw files."""
from fractions import Fraction

import support

LA_ROCHELLE = "241700434"
HEADER = ("ctg_id;label;level;code;code_type;role;date_signature;date_effect;date_end;status;joined;left;supersedes;"
          "source")


class Ground:
    """A département: its communes, its EPCI by seat, its inhabitants."""

    def __init__(self, test, departement):
        self.test = test
        self.departement = departement
        self.territory = support.Territory(test.data)
        self.communes = self.territory.communes(departement)
        self.seated = self.territory.seated(departement)

    def study(self, name, agreements, observed=None):
        """A study on agreements (EPCI, signature, effect, end, status), one row each, A0 and on."""
        register = self.test.folder / f"{name}.csv"
        lines = [f"A{i};Ctg;epci;{siren};EPCI;signatory;{signature};{effect};{end};{status};;;;fictif"
                 for i, (siren, signature, effect, end, status) in enumerate(agreements)]
        register.write_text("\n".join([HEADER, *lines]) + "\n", encoding="utf-8")
        path = self.test.study(name, f"departement:{self.departement}", self.test.cog(), register,
                               complete=f'["{self.departement}"]', formats='["csv"]')
        if observed:
            text = path.read_text(encoding="utf-8")
            stated = f'register = {{ path = "{register}", observed = {observed} }}'
            path.write_text(text.replace(f'register = "{register}"', stated), encoding="utf-8")
        return path

    def members(self, sirens):
        return [code for code in self.communes if self.territory.epci.get(code) in sirens]

    def share(self, communes):
        """Of the inhabitants, in percent."""
        people = self.territory.population
        return 100 * sum(people[code] for code in communes) / sum(people[code] for code in self.communes)


def down(percent):
    return printed(percent * 10 // 1)


def up(percent):
    return printed(-(-percent * 10 // 1))


def printed(tenths):
    return f"{int(tenths) // 10},{int(tenths) % 10} %"


def compare(test, what, answer, ground, covered, unknown):
    """Counts, bounds and reasons of an answer in which those EPCI are covered, or unknown."""
    sure, perhaps = ground.members(covered), ground.members(unknown)
    without = len(ground.communes) - len(sure) - len(perhaps)
    tally, epci = answer["tally"], answer["epci"]
    test.same(f"{what}: communes", (tally["covered"], tally["unknown"], tally["not_covered"]),
              (len(sure), len(perhaps), without))
    test.same(f"{what}: EPCI", (epci["covered"], epci["unknown"], epci["not_covered"]),
              (len(covered), len(unknown), len(ground.seated) - len(covered) - len(unknown)))
    rate = tally["inhabitants_rate"]
    test.close(f"{what}: at least", rate["low"], ground.share(sure))
    test.close(f"{what}: at most", rate["high"], ground.share([*sure, *perhaps]))


def reasons(answer):
    """The texts of the reasons of the communes of La Rochelle."""
    return {row["ctg_reason_text"] for row in answer["rows"] if row["epci"] == LA_ROCHELLE}


def ask(test, study, at, code):
    return test.answer("ctg", study, "--at", at, codes=(code,))


def case_54_terminated_without_end(test):
    """It stopped on a day that nobody says: unknown to the longest term, or to the day of the register."""
    ground = Ground(test, "17")
    agreement = (LA_ROCHELLE, "2018-12-01", "2019-01-01", "", "terminated")
    study = ground.study("terminated", [agreement])
    for day in ("2019-01-01", "2022-12-31", "2023-01-01", "2023-12-31"):
        answer = ask(test, study, day, 1)
        compare(test, f"terminated, {day}", answer, ground, [], [LA_ROCHELLE])
        test.same(f"terminated, {day}: reason", reasons(answer),
                  {"fin de la convention inconnue (présumée le 31/12/2023 au plus tard)"})
    for day in ("2018-12-31", "2024-01-01"):
        compare(test, f"terminated, {day}", ask(test, study, day, 1), ground, [], [])
    test.same("terminated, over", reasons(ask(test, study, "2024-01-01", 1)),
              {"convention expirée (fin présumée le 31/12/2023 au plus tard)"})

    study = ground.study("terminated-observed", [agreement], observed="2022-12-31")
    compare(test, "observed, its day", ask(test, study, "2022-12-31", 1), ground, [], [LA_ROCHELLE])
    answer = ask(test, study, "2023-01-01", 1)
    compare(test, "observed, the day after", answer, ground, [], [])
    test.same("observed: reason", reasons(answer), {"convention expirée le 31/12/2022 au plus tard"})

    twin = ground.study("terminated-with-end", [(LA_ROCHELLE, "2018-12-01", "2019-01-01", "2022-12-31", "terminated")])
    compare(test, "with its end, the last day", ask(test, twin, "2022-12-31", 1), ground, [LA_ROCHELLE], [])
    answer = ask(test, twin, "2023-01-01", 1)
    compare(test, "with its end, the day after", answer, ground, [], [])
    test.same("with its end: reason", reasons(answer), {"convention expirée depuis le 31/12/2022"})


def case_55_expired_without_end(test):
    """Expired, and no end: as terminated; all others covered, it alone is in doubt."""
    ground = Ground(test, "17")
    others = [siren for siren in ground.seated if siren != LA_ROCHELLE]
    running = [(siren, "2020-11-30", "2021-01-01", "2026-12-31", "signed") for siren in others]
    study = ground.study("expired", [*running, (LA_ROCHELLE, "2021-01-01", "2021-01-01", "", "Échue")])
    for day in ("2021-01-01", "2023-12-31", "2025-12-31"):
        compare(test, f"expired, {day}", ask(test, study, day, 1), ground, others, [LA_ROCHELLE])
    compare(test, "expired, over", ask(test, study, "2026-01-01", 1), ground, others, [])

    twin = ground.study("signed", [*running, (LA_ROCHELLE, "2021-01-01", "2021-01-01", "", "signed")])
    compare(test, "signed, four years", ask(test, twin, "2024-12-31", 0), ground, ground.seated, [])
    compare(test, "signed, the fifth", ask(test, twin, "2025-01-01", 1), ground, others, [LA_ROCHELLE])
    compare(test, "signed, the fifth, its last day", ask(test, twin, "2025-12-31", 1), ground, others, [LA_ROCHELLE])
    compare(test, "signed, after five", ask(test, twin, "2026-01-01", 1), ground, others, [])


def case_64_one_sided_bounds_of_epci(test):
    """Bounds are rounded away from what they bound, a rate to the nearest."""
    ground = Ground(test, "17")
    count = len(ground.seated)
    undated, dated = ("", "", "", "signed"), ("", "2022-01-01", "2026-12-31", "signed")

    def sentence(name, with_dates, without):
        study = ground.study(name, [(siren, *dated) for siren in with_dates] + [(siren, *undated) for siren in without])
        return support.plain_spaces(ask(test, study, "2023-12-31", 1)["sentence"])

    most = ground.seated[:-1]
    share = up(Fraction(100 * len(most), count)), up(ground.share(ground.members(most)))
    test.holds(f"at most {share}", sentence("at-most", [], most).startswith(
        f"Au 31/12/2023, au plus {len(most)} des {count} EPCI ({share[0]}) et au plus {share[1]} des habitants"))
    least = ground.seated[:2]
    share = down(Fraction(100 * len(least), count)), down(ground.share(ground.members(least)))
    test.holds(f"at least {share}", sentence("at-least", least, ground.seated[2:]).startswith(
        f"Au 31/12/2023, au moins {len(least)} des {count} EPCI ({share[0]}) et au moins {share[1]} des habitants"))
    test.same("12 of 13 at most, 2 of 13 at least", (up(Fraction(1200, 13)), down(Fraction(200, 13))),
              ("92,4 %", "15,3 %"))
    exact = sentence("exact", most, [])
    test.holds(f"the twin is exact: {exact[:80]}", exact.startswith(f"Au 31/12/2023, 12 des {count} EPCI (92,3 %) et "))


def main():
    test = support.Test(__doc__)
    for name, case in sorted(globals().items()):
        if name.startswith("case_"):
            case(test)
    test.finish()


if __name__ == "__main__":
    main()
