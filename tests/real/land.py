"""The land of communes, from Insee's movements file alone: which commune held which piece of ground on which day.

Days are ISO texts, which compare as days do. A commune is a set of pieces, the smallest that the file tells apart: a
merger unites them, a commune separated again takes back the pieces it brought, and what nobody can tell apart is cut.
Nothing here comes from the engine, nor from the readers that other tests use for the same file.
"""
import collections
import csv

FROM_EVER, FOR_EVER = "0000-00-00", "9999-99-99"

Move = collections.namedtuple("Move", "before name_before after name_after")
Span = collections.namedtuple("Span", "first end pieces")  # days first <= day < end


def moves_by_day(path):
    """Day -> its moves of land; what concerns associated and delegated communes moves none."""
    found = collections.defaultdict(set)
    with open(path, encoding="utf-8-sig", newline="") as file:
        for row in csv.DictReader(file):
            if {row["TYPECOM_AV"], row["TYPECOM_AP"]} <= {"COM", ""}:
                found[row["DATE_EFF"]].add(Move(row["COM_AV"], row["LIBELLE_AV"], row["COM_AP"], row["LIBELLE_AP"]))
    return {day: sorted(found[day]) for day in sorted(found)}


def there_from_ever(moves):
    """Codes whose first event happens to a commune that is there already."""
    seen, old = set(), set()
    for rows in moves.values():
        before, after = {row.before for row in rows}, {row.after for row in rows}
        kept = {row.before for row in rows if row.before == row.after}
        old |= {code for code in before - seen if code and (code in kept or code not in after)}
        seen |= before | after
    return old


class Land:
    """Who held what, when. `living` are the communes of a list: one that no event names never changed."""

    def __init__(self, moves, living):
        self._cuts = {}  # piece -> the pieces into which it was cut later
        self._goes_on = {}  # (code, day of its split) -> the commune that bears its name since
        self._alive = {code: (FROM_EVER, frozenset([code])) for code in there_from_ever(moves)}
        self._spans = collections.defaultdict(list)
        for day, rows in moves.items():
            self._pass(day, rows)
        for code in list(self._alive):
            self._close(code, FOR_EVER)
        self._spans = {code: [Span(first, end, self._leaves(pieces)) for first, end, pieces in spans]
                       for code, spans in self._spans.items()}
        for code in living:
            self._spans.setdefault(code, [Span(FROM_EVER, FOR_EVER, frozenset([code]))])
        self._owners = collections.defaultdict(list)
        for code, spans in self._spans.items():
            for span in spans:
                for piece in span.pieces:
                    self._owners[piece].append((span.first, span.end, code))

    def codes(self):
        return self._spans.keys()

    def knows(self, code):
        return code in self._spans

    def spans(self, code):
        return self._spans.get(code, [])

    def pieces(self, code, day):
        """What the commune holds that day; None when no commune has the code."""
        return next((span.pieces for span in self.spans(code) if span.first <= day < span.end), None)

    def owner(self, piece, day):
        return next((code for first, end, code in self._owners[piece] if first <= day < end), None)

    def owners(self, pieces, day):
        return {self.owner(piece, day) for piece in pieces} - {None}

    def days_of_change(self, pieces, after, last):
        return sorted({first for piece in pieces for first, _, _ in self._owners[piece] if after < first <= last})

    def goes_on_by_name(self, code, day):
        """Of a commune split that day, the one that bears its name since; None when none does."""
        return self._goes_on.get((code, day))

    # How the moves of a day change the land.

    def _pass(self, day, rows):
        """Moves of one day happen together, but for those of a commune that another move of the day makes."""
        waiting = rows
        while waiting:
            ready = [row for row in waiting if not row.before or row.before in self._alive]
            if not ready:
                raise ValueError(f"{day}: no such commune: {waiting}")
            self._apply(day, ready)
            waiting = [row for row in waiting if row not in ready]

    def _apply(self, day, rows):
        targets = collections.defaultdict(dict)
        names = {}
        for row in rows:
            targets[row.before][row.after] = row.name_after
            names[row.before] = row.name_before
        gained = collections.defaultdict(set)
        for before, after in targets.items():
            if len(after) > 1:
                self._goes_on[before, day] = next((code for code, own in after.items() if own == names[before]), None)
        for before in sorted(targets):
            for after, pieces in self._shares(before, names[before], targets[before]).items():
                gained[after] |= pieces
        held = {code: set(self._alive[code][1]) for code in gained if code in self._alive and code not in targets}
        for before in targets:
            if before:
                self._close(before, day)
        for code, pieces in gained.items():
            if code in held:
                self._close(code, day)
            if code:
                self._alive[code] = (day, frozenset(pieces | held.get(code, set())))

    def _shares(self, before, name, targets):
        """Target -> what it gets of the land of the commune."""
        if not before:
            return {after: {f"{after} of its own"} for after in targets}
        land = self._alive[before][1]
        if len(targets) == 1:
            return {after: set(land) for after in targets}
        remains = [after for after, own in targets.items() if own == name] or [before] * (before in targets)
        rest, shares, unknown = set(land), {}, []
        for after in sorted(set(targets) - set(remains[:1])):
            shares[after] = self._brought(after, land) & rest
            rest -= shares[after]
            if not shares[after]:
                unknown.append(after)
        sharing = remains[:1] + unknown
        shares.update({after: set() for after in sharing})
        for piece in sorted(rest):
            shared = [piece] if len(sharing) == 1 else [f"{piece}/{before}>{after}" for after in sharing]
            if len(sharing) > 1:
                self._cuts[piece] = shared
            for after, own in zip(sharing, shared):
                shares[after].add(own)
        return shares

    def _brought(self, code, land):
        """The pieces of this land that the commune held when it last was one, with less land than that."""
        for _, _, pieces in reversed(self._spans[code]):
            own = self._leaves(pieces) & land
            if own and own != land:
                return own
        return frozenset()

    def _close(self, code, day):
        first, pieces = self._alive.pop(code)
        spans = self._spans[code]
        if spans and spans[-1].end == first and self._leaves(spans[-1].pieces) == pieces:
            spans[-1] = Span(spans[-1].first, day, pieces)
        elif first < day:
            spans.append(Span(first, day, pieces))

    def _leaves(self, pieces):
        found, left = set(), list(pieces)
        while left:
            piece = left.pop()
            if piece in self._cuts:
                left += self._cuts[piece]
            else:
                found.add(piece)
        return frozenset(found)
