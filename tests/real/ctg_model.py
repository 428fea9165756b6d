"""A second Ctg coverage, written from the rules alone: small, slow, exact.

A country is what the files say: communes of today, their land through time (land.py), tables of EPCI, inhabitants. A
register is a list of agreements, a question is a day, a territory and what the study declares. `coverage` says of every
commune whether it is covered, why or why not, and between which exact fractions the three rates lie. Days are ISO
texts, periods are half-open pairs of them.

Where the rules let two readings stand, this one is taken:
  a code that was a commune before the agreement and is one again after it stands for its heir, not for its next life;
  a commune that was split goes on under its code, or its name when no commune bears the code; when name and code went to
  different communes nobody can say which it is, and nothing is kept;
  the label of an agreement names an EPCI; it names a commune only beside a code of the form of a commune; a SIREN is no
  commune, whatever name stands beside it;
  candidates of other territories only prove nothing here: the party may still be any zone;
  an EPCI binds land: a commune of today whose land lay in two EPCI is covered by both or bound in part;
  communes that left an EPCI, or lost it, while its agreement ran are unknown (epci_changed), and so are those of an
  EPCI that only a later table knows, as the land of a commune that is not born yet;
  a candidate in another territory is a candidate: it makes nothing unknown here;
  a party found nowhere that may be one of several candidates adds one of them at most to an upper bound.
"""
import collections
import dataclasses
import datetime
import itertools
from fractions import Fraction

from land import FOR_EVER, FROM_EVER

OVERSEAS = ("975", "977", "978", "986", "987", "988")
DISTRICTS = {**{f"751{i:02}": "75056" for i in range(1, 21)}, **{f"6938{i}": "69123" for i in range(1, 10)},
             **{f"132{i:02}": "13055" for i in range(1, 17)}}
NEVER = (FROM_EVER, FROM_EVER)
BOUND = ("signatory", "beneficiary")
ANY_CLAIM = "any claim"  # the rules name no reason

Party = collections.namedtuple("Party", "code name role joined left", defaults=("", "signatory", "", ""))
Agreement = collections.namedtuple("Agreement", "id label status signature effect end parties")
Claim = collections.namedtuple("Claim", "certain possible reason through_epci")  # sets of pieces of land


class Table:
    """The EPCI of one day, the land that lies in each, and the communes of today that hold some of it."""

    def __init__(self, day, rows, land, communes):
        """`rows`: (commune, SIREN, département of the seat, name of the EPCI); `communes`: code -> land, of today"""
        self.day = day
        self.seat = {siren: seat for _, siren, seat, _ in rows}
        self.name = {siren: name for _, siren, _, name in rows}
        epci_of_piece = {piece: siren for code, siren, _, _ in rows for piece in land.pieces(code, day)}
        self.land, self.members = collections.defaultdict(set), collections.defaultdict(list)
        for piece, siren in epci_of_piece.items():
            self.land[siren].add(piece)
        self.epci_of = {code: {epci_of_piece[piece] for piece in pieces if piece in epci_of_piece}
                        for code, pieces in communes.items()}
        for code, own in self.epci_of.items():
            for siren in own:
                self.members[siren].append(code)

    def land_of(self, siren):
        return frozenset(self.land.get(siren, ()))


@dataclasses.dataclass(frozen=True)
class Country:
    departement: dict  # commune -> département
    name: dict
    population: dict
    land: object  # land.Land
    pieces: dict  # commune -> its land
    tables: dict  # day -> Table
    ept: dict  # commune -> its établissement public territorial


@dataclasses.dataclass(frozen=True)
class Question:
    day: str
    departements: tuple
    policy: str = "seat"
    complete_for: tuple = ("*",)
    observed: str = ""
    unresolved_elsewhere: bool = False
    tables: tuple = ()  # days of the tables in the study
    with_ept: bool = False


@dataclasses.dataclass
class Bounds:
    low: int
    high: int
    of: int

    def rate(self, bound):
        return Fraction(100 * getattr(self, bound), self.of) if self.of else None


@dataclasses.dataclass
class Answer:
    status: dict  # commune -> covered, unknown or not_covered
    reasons: dict  # commune -> the reasons that the rules allow
    inhabitants: Bounds
    communes: Bounds
    epci: Bounds
    epci_status: dict  # SIREN of those counted -> covered, partly, unknown or not_covered
    by_epci: dict  # SIREN -> (inhabitants, communes), of its communes in the territory
    shared: set  # EPCI that have a part of a commune whose other parts are in another
    unresolved: list  # (code, zones that it may be) of each row that is found nowhere, in force or not


def day_after(day):
    return (datetime.date.fromisoformat(day) + datetime.timedelta(1)).isoformat()


def years_later(day, years):
    return f"{int(day[:4]) + years:04}{day[4:]}"


def holds(period, day):
    return period[0] <= day < period[1]


def term(agreement, question):
    """Days on which the agreement surely is in force, days on which it may be."""
    effect, end = agreement.effect or agreement.signature, agreement.end and day_after(agreement.end)
    stopped = agreement.status in ("expired", "terminated")
    if agreement.status == "in_negotiation":
        return NEVER, NEVER
    if not effect:
        known = end or (stopped and question.observed and day_after(question.observed))
        return NEVER, (FROM_EVER, known or FOR_EVER)
    if not end:
        if not stopped:
            return (effect, years_later(effect, 4)), (effect, years_later(effect, 5))
        return NEVER, (effect, day_after(question.observed) if question.observed else years_later(effect, 5))
    if stopped and agreement.end > (question.observed or question.day):
        return NEVER, (effect, end)
    return (effect, end), (effect, end)


def right_check_digit(siren):
    doubled = sum(sum(divmod(2 * int(digit), 10)) for digit in siren[-2::-2])
    return (doubled + sum(int(digit) for digit in siren[::-2])) % 10 == 0


def form_of_commune(code):
    return len(code) == 5 and code[0].isdigit() and code[1] in "0123456789AB" and code[2:].isdigit()


class Field:
    """The communes of a territory, and the EPCI in which they are by one table."""

    def __init__(self, country, departements, policy, table):
        self.country, self.table = country, table
        self.communes = [code for code, own in country.departement.items() if own in departements]
        here = set().union(*(table.epci_of[code] for code in self.communes))
        self.counted = {siren for siren in table.members if self._counts(siren, departements, policy)}
        self.members = {siren: table.members[siren] for siren in here | self.counted}

    def _counts(self, siren, departements, policy):
        population, members = self.country.population, self.table.members[siren]
        seated = self.table.seat[siren] in departements
        if policy == "seat":
            return seated
        inside = [code for code in members if self.country.departement[code] in departements]
        if policy == "any" or not inside:
            return bool(inside)
        most = 2 * sum(population[code] for code in inside) - sum(population[code] for code in members)
        return most > 0 or (most == 0 and seated)

    def everyone(self):
        """The communes of the territory, then those of their EPCI that lie beyond."""
        return list(dict.fromkeys([*self.communes, *(code for own in self.members.values() for code in own)]))


def table_in_force(tables, day):
    """The latest that is not later than the day, else the earliest; `tables` are in the order of their days."""
    return ([table for table in tables if table.day <= day] or tables[:1])[-1]


def claim_of_commune(land, code, since, day):
    """What an agreement that begins on `since` binds on `day` through a party with the code of a commune."""
    if land.pieces(code, since) is None:
        before = [span for span in land.spans(code) if span.end <= since]
        if not before:
            return claim_before_birth(land, code, since, day)
        heirs = land.owners(before[-1].pieces, since)
        if len(heirs) != 1:
            among = frozenset().union(*(land.pieces(heir, since) for heir in heirs))
            return Claim(frozenset(), among, ANY_CLAIM, False)
        code = heirs.pop()
    bound, left = followed(land, code, since, day)
    return Claim(bound, left, "commune_split", False)


def claim_before_birth(land, code, since, day):
    later = [span for span in land.spans(code) if span.first > since]
    if not later:
        return Claim(frozenset(), frozenset(), ANY_CLAIM, False)
    if day < later[0].first:
        return Claim(frozenset(), later[0].pieces, ANY_CLAIM, False)
    bound, left = followed(land, code, later[0].first, day)
    return Claim(bound, left, "commune_split", False)


def followed(land, code, since, day):
    """What is still bound on `day` of what the commune held on `since`, and what left it by a split."""
    bound, left = land.pieces(code, since), frozenset()
    carrier = code
    for event in land.days_of_change(bound, since, day):
        owners = land.owners(bound, event)
        if len(owners) > 1:
            named = land.goes_on_by_name(carrier, event)
            owner = code if code in owners else carrier if carrier in owners else None
            if named in owners:
                owner = named if owner in (None, named) else None
            kept = frozenset(piece for piece in bound if land.owner(piece, event) == owner)
            left |= bound - kept
            bound = kept
            owners &= {owner}
        carrier = next(iter(owners), carrier)
    return bound, left


class Reader:
    """What the parties of a register bind on the day asked, and those that are found nowhere."""

    def __init__(self, field, question):
        self.field, self.question = field, question
        self.country, self.land = field.country, field.country.land
        self.tables = [self.country.tables[day] for day in sorted(question.tables)]
        self.sirens = {siren for table in self.tables for siren in table.seat}
        self.ept = set(self.country.ept.values()) if question.with_ept else set()

    def is_found(self, code):
        return (code in DISTRICTS or (form_of_commune(code) and code.startswith(OVERSEAS)) or self.land.knows(code)
                or code in self.sirens or code in self.ept)

    def claim(self, agreement, party):
        """A claim of a party that is found, as if its agreement surely were in force."""
        day, code = self.question.day, party.code
        since = agreement.effect or agreement.signature or day
        if code in DISTRICTS:
            return Claim(frozenset(), self.country.pieces[DISTRICTS[code]], "commune_in_part", False)
        if self.land.knows(code):
            return claim_of_commune(self.land, code, since, day)
        if code in self.ept:
            return Claim(self._land_of_ept(code), frozenset(), ANY_CLAIM, True)
        if code in self.sirens:
            now = self.field.table.land_of(code)
            other = frozenset().union(*(table.land_of(code) for table in self._tables_between(since, day)))
            if not any(code in table.seat for table in self.tables if table.day <= self.field.table.day):
                other = next(table for table in self.tables if code in table.seat).land_of(code)
            return Claim(now, other - now, "epci_changed", True)
        return Claim(frozenset(), frozenset(), ANY_CLAIM, False)

    def _land_of_ept(self, siren):
        return frozenset().union(*(self.country.pieces[code] for code, own in self.country.ept.items() if own == siren))

    def _tables_between(self, first, last):
        """Those that were in force on some day from the first to the last."""
        ends = [table.day for table in self.tables[1:]] + [FOR_EVER]
        return [table for index, (table, end) in enumerate(zip(self.tables, ends))
                if (index == 0 or table.day <= last) and first < end]

    def candidates(self, agreement, party):
        code = party.code
        by_digit = set()
        if len(code) == 9 and code.isdigit():
            by_digit = {siren for siren in self.sirens | self.ept if right_check_digit(siren)
                        and sum(own != other for own, other in zip(siren, code)) == 1}
        own, names = {party.name} - {""}, {agreement.label, party.name} - {""}
        by_name = {siren for table in self.tables for siren, name in table.name.items() if name in names}
        if not (len(code) == 9 and code[:2] in ("20", "24")):
            of_communes = names if form_of_commune(code) else own
            by_name |= {code for code, name in self.country.name.items() if name in of_communes}
        return (by_digit & by_name) or (by_digit | by_name)

    def land_of(self, zone):
        if zone in self.country.departement:
            return self.country.pieces[zone]
        return self._land_of_ept(zone) if zone in self.ept else self.field.table.land_of(zone)


def bound_on(agreement, party, question):
    """'yes', 'maybe' or 'no': whether the agreement is in force for the party on the day asked."""
    certain, possible = term(agreement, question)
    day = question.day
    if not (party.joined or FROM_EVER) <= day < (party.left or FOR_EVER):
        return "no"
    return "yes" if holds(certain, day) else "maybe" if holds(possible, day) else "no"


def coverage(field, question, register):
    reader = Reader(field, question)
    claims, suspects, lost, unresolved = [], [], [], []
    for agreement in register:
        bound = [party for party in agreement.parties if party.role in BOUND]
        for party in bound or [Party("")]:  # whom it binds, it does not say
            force = bound_on(agreement, party, question)
            if reader.is_found(party.code):
                if force != "no":
                    claim = reader.claim(agreement, party)
                    if force == "maybe":
                        claim = Claim(frozenset(), claim.certain | claim.possible, ANY_CLAIM, claim.through_epci)
                    claims.append(claim)
                continue
            zones = reader.candidates(agreement, party)
            if party in agreement.parties:
                unresolved.append((party.code, zones))
            if force == "no" or question.unresolved_elsewhere:
                continue
            here = set().union(*(field.country.pieces[code] for code in field.everyone()))
            if any(reader.land_of(zone) & here for zone in zones):
                suspects.append([reader.land_of(zone) for zone in zones])
            else:
                lost.append(party)
    doubts = Doubts(claims, suspects, lost, question.complete_for)
    states = {code: state_of(field, code, doubts) for code in field.everyone()}
    return tallied(field, states, doubts, unresolved)


class Doubts:
    """What a register says and leaves open on one day, for the whole land."""

    def __init__(self, claims, suspects, lost, complete_for):
        self.through_epci = frozenset().union(*(claim.certain for claim in claims if claim.through_epci))
        self.through_commune = frozenset().union(*(claim.certain for claim in claims if not claim.through_epci))
        self.bound = self.through_epci | self.through_commune
        self.possible = [(claim.possible - self.bound, claim.reason) for claim in claims if claim.possible]
        self.suspects = suspects  # for each party that is one of some zones: their land
        self.suspected = frozenset().union(*itertools.chain(*suspects))
        self.small = sum(1 for party in lost if form_of_commune(party.code))  # parties that are any commune
        self.large = len(lost) - self.small  # parties that are any EPCI
        self.complete_for = complete_for


State = collections.namedtuple("State", "status reasons open")  # open: may be covered, whoever is found nowhere


def state_of(field, code, doubts):
    land = field.country.pieces[code]
    if land <= doubts.bound:
        both = {"covered_by_epci": doubts.through_epci, "covered_by_commune": doubts.through_commune}
        return State("covered", {name for name, bound in both.items() if land <= bound} or set(both), False)
    reasons = {reason for possible, reason in doubts.possible if possible & land}
    if land & doubts.bound:
        reasons.add("commune_merged")
        if len(field.table.epci_of[code]) > 1:
            reasons.add("epci_changed")  # the part bound is that of an EPCI which is not its own today
    silent = not {"*", field.country.departement[code]} & set(doubts.complete_for)
    if reasons:
        return State("unknown", reasons, True)
    if land & doubts.suspected:
        return State("unknown", {"party_unresolved"}, silent)
    if silent:
        return State("unknown", {"register_incomplete"}, True)
    if doubts.small + doubts.large:
        return State("unknown", {"party_unresolved"}, False)
    return State("not_covered", set(), False)


def tallied(field, states, doubts, unresolved):
    """Counts and bounds. A party found nowhere is one of the zones it may be: each bound takes the best choice."""
    population = field.country.population
    closed = {code for code, state in states.items() if state.status != "covered" and not state.open}
    choices = {frozenset(code for code in closed if field.country.pieces[code] & frozenset().union(*picked))
               for picked in itertools.product(*doubts.suspects)}

    def bounds(codes, weight):
        low = sum(weight(code) for code in codes if states[code].status == "covered")
        open_ = sum(weight(code) for code in codes if states[code].open)
        added = max(sum(weight(code) for code in codes if code in chosen)
                    + most_added([(weight(code), min(field.table.epci_of[code] or {code})) for code in codes
                                  if code in closed and code not in chosen], doubts.large, doubts.small)
                    for chosen in choices)
        return Bounds(low, low + open_ + added, sum(weight(code) for code in codes))

    def pair(codes):
        return bounds(codes, population.__getitem__), bounds(codes, lambda code: 1)

    kind = {}
    for siren, members in field.members.items():
        found = [states[code].status for code in members]
        lacking = min(len(closed.intersection(members) - chosen) for chosen in choices)
        if field.table.land_of(siren) <= doubts.through_epci or set(found) == {"covered"}:
            kind[siren] = "covered"
        elif doubts.large or lacking <= doubts.small:
            kind[siren] = "unknown"
        elif "covered" in found:
            kind[siren] = "partly"
        else:
            kind[siren] = "unknown" if "unknown" in found else "not_covered"
    certain = sum(1 for siren in field.counted if kind[siren] == "covered")
    others = [siren for siren in field.counted if kind[siren] != "covered"]
    more = max(most_completed([len(closed.intersection(field.members[siren]) - chosen) for siren in others],
                              doubts.large, doubts.small) for chosen in choices)
    inside = set(field.communes)
    by_epci = {siren: pair([code for code in members if code in inside]) for siren, members in field.members.items()}
    shared = {siren for code in field.communes for siren in field.table.epci_of[code]
              if len(field.table.epci_of[code]) > 1}
    inhabitants, communes = pair(field.communes)
    return Answer({code: states[code].status for code in field.communes},
                  {code: states[code].reasons for code in field.communes}, inhabitants, communes,
                  Bounds(certain, certain + more, len(field.counted)), {siren: kind[siren] for siren in field.counted},
                  by_epci, shared, unresolved)


def most_added(free, large, small):
    """The most that parties add which may be anywhere: `large` whole zones, then `small` communes of other zones.

    `free` holds (weight, zone) of the communes that they alone may cover."""
    if not large + small:
        return 0
    zones = collections.Counter()
    for weight, zone in free:
        zones[zone] += weight
    ordered = sorted(free, reverse=True)
    best = 0
    for chosen in itertools.combinations(zones, min(large, len(zones))):
        alone = itertools.islice((weight for weight, zone in ordered if zone not in chosen), small)
        best = max(best, sum(zones[zone] for zone in chosen) + sum(alone))
    return best


def most_completed(missing, large, small):
    """How many EPCI may be covered, when each lacks so many communes: `large` of them whole, the others bit by bit."""
    ordered = sorted(missing)
    count = max(0, len(ordered) - large)
    done = 0
    for lack in ordered[:count]:
        small -= lack
        done += small >= 0
    return done + len(ordered) - count
