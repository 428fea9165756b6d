"""Who calls whom, read from ELF object files built with a section for each function (-ffunction-sections).

A *place* is a function, a named datum, or a stretch of unnamed data between two addresses that something refers to
(a constant table, what a sanitizer registers). Relocations lead from place to place: calls, addresses of functions taken
(std::function, callbacks), tables, virtual tables. What a command reaches is what can be walked to from `main`, and from
the static initialisers of each object on the way.
"""
import bisect
import collections
import pathlib
import struct

SYMTAB, RELA, INIT_ARRAY, SYMTAB_SHNDX = 2, 4, 14, 18
LOCAL, GLOBAL = 0, 1
OBJECT, FUNC, SECTION = 1, 2, 3
PC_RELATIVE = {2, 4, 9, 41, 42}  # R_X86_64_PC32, PLT32, GOTPCREL, GOTPCRELX, REX_GOTPCRELX: the addend holds a -4
IGNORED = (".debug", ".eh_frame", ".gcc_except_table", ".stab")


class Unreadable(Exception):
    pass


def members_of(path):
    """The object files in an archive of ar, or the object itself: (name, bytes) each."""
    data = pathlib.Path(path).read_bytes()
    if data[:4] == b"\x7fELF":
        return [(str(path), data)]
    if data[:8] != b"!<arch>\n":
        raise Unreadable(f"{path}: neither an object file nor an archive of them")
    members, at, long_names = [], 8, b""
    while at + 60 <= len(data):
        name, size = data[at:at + 16].rstrip(b" "), int(data[at + 48:at + 58])
        body = data[at + 60:at + 60 + size]
        at += 60 + size + (size & 1)
        if name == b"//":
            long_names = body
        elif name not in (b"/", b"/SYM64/"):
            if name[:1] == b"/":
                start = int(name[1:])
                name = long_names[start:long_names.index(b"/\n", start)]
            # Two sources of one name in different folders make two members of one name.
            members.append((f"{path}({name.decode().rstrip('/')}, {len(members)})", body))
    if not members:
        raise Unreadable(f"{path}: an archive without objects")
    return members


class Object:
    """One object file: `functions` and `named` say where things are, `edges` what each place refers to.

    A place is (object, section, offset); a target is a place of this object, or a name that the linker looks up.
    """

    def __init__(self, name, data):
        self.name = name
        self.functions = {}  # place -> [(symbol, binding)]
        self.named = {}      # symbol that others see -> place
        self.edges = collections.defaultdict(set)
        self.initialisers = set()
        if data[:6] != b"\x7fELF\x02\x01":
            raise Unreadable(f"{name}: not a 64-bit little-endian ELF object")
        if struct.unpack_from("<H", data, 18)[0] != 62:
            raise Unreadable(f"{name}: only objects for x86-64 are read")
        self._sections(data)
        self._symbols(data)
        self._relocations(data)

    def _sections(self, data):
        table, = struct.unpack_from("<Q", data, 40)
        size, count, names = struct.unpack_from("<HHH", data, 58)
        rows = [struct.unpack_from("<IIQQQQIIQQ", data, table + i * size) for i in range(max(count, 1))]
        if count == 0:  # more than 65 279 sections: the first row holds the numbers
            rows = [struct.unpack_from("<IIQQQQIIQQ", data, table + i * size) for i in range(rows[0][5])]
        if names == 0xffff:
            names = rows[0][6]
        strings = rows[names][4]
        self.sections = [(data[strings + r[0]:data.index(b"\0", strings + r[0])].decode(), r) for r in rows]

    def _symbols(self, data):
        index, row = next(((i, r) for i, (_, r) in enumerate(self.sections) if r[1] == SYMTAB), (None, None))
        if row is None:
            raise Unreadable(f"{self.name}: no symbols")
        extended = next((r for _, r in self.sections if r[1] == SYMTAB_SHNDX and r[6] == index), None)
        strings = self.sections[row[6]][1][4]
        self.symbols, starts = [], collections.defaultdict(dict)
        for i, (name, info, _, section, value, size) in enumerate(
                struct.iter_unpack("<IBBHQQ", data[row[4]:row[4] + row[5]])):
            if section == 0xffff and extended:
                section, = struct.unpack_from("<I", data, extended[4] + 4 * i)
            elif section >= 0xff00:
                section = 0
            text = data[strings + name:data.index(b"\0", strings + name)].decode()
            kind, binding = info & 15, info >> 4
            self.symbols.append((text, kind, binding, section, value))
            if section and kind in (OBJECT, FUNC):
                starts[section][value] = max(size, starts[section].get(value, 0))
                place = (self.name, section, value)
                if kind == FUNC:
                    self.functions.setdefault(place, []).append((text, binding))
                if binding != LOCAL:
                    self.named[text] = place
        self.starts = {s: (sorted(of), of) for s, of in starts.items()}

    def _relocations(self, data):
        rows = []
        for name, row in self.sections:
            if row[1] != RELA or self.sections[row[7]][0].startswith(IGNORED):
                continue
            for offset, info, addend in struct.iter_unpack("<QQq", data[row[4]:row[4] + row[5]]):
                text, kind, binding, section, value = self.symbols[info >> 32]
                shift = 4 if info & 0xffffffff in PC_RELATIVE else 0
                rows.append((row[7], offset, text if kind != SECTION and binding != LOCAL else None, section,
                             value + (addend + shift if kind == SECTION or binding == LOCAL else 0)))
        # Unnamed data is cut where something refers to it.
        cuts = collections.defaultdict(set)
        for _, _, text, section, value in rows:
            if text is None and section and not self._is_code(section):
                cuts[section].add(value)
        for section, values in cuts.items():
            known, sizes = self.starts.get(section, ([], {}))
            extra = [v for v in values if self._named_at(section, v) is None]
            if extra:
                self.starts[section] = (sorted({*known, *extra}), {**{v: None for v in extra}, **sizes})
        for source_section, offset, text, section, value in rows:
            source = self._at(source_section, offset)
            if self.sections[source_section][1][1] == INIT_ARRAY:
                source = "initialisers"
            target = text
            if text is None:
                if not section:
                    continue
                target = self._at(section, value)
                inside = target is not None and target[2] != value
                if inside and self._is_code(section) and not self._is_code(source_section):
                    continue  # a label in a function: the table of a switch
            if target is None or source is None:
                continue
            if source == "initialisers":
                # What the address sanitizer registers is not what the program uses.
                names = [n for n, _ in self.functions.get(target, [])]
                if not any(n.startswith(("_sub_I_", "_sub_D_")) for n in names):
                    self.initialisers.add(target)
            else:
                self.edges[source].add(target)
        # The unlikely half of a function is reached with it, by a table of exceptions as well.
        by_name = {n: place for place, names in self.functions.items() for n, _ in names}
        for name, place in by_name.items():
            if name.endswith(".cold") and name[:-5] in by_name:
                self.edges[by_name[name[:-5]]].add(place)

    def _is_code(self, section):
        return bool(self.sections[section][1][2] & 4)

    def _named_at(self, section, offset):
        starts, sizes = self.starts.get(section, ([], {}))
        place = bisect.bisect_right(starts, offset) - 1
        if place >= 0 and offset < starts[place] + max(sizes[starts[place]] or 0, 1):
            return starts[place]
        return None

    def _at(self, section, offset):
        """The place that holds an offset; unnamed bytes belong to the last place that begins before them."""
        start = self._named_at(section, offset)
        if start is None and not self._is_code(section):
            starts, sizes = self.starts.get(section, ([], {}))
            before = [s for s in starts[:bisect.bisect_right(starts, offset)][-1:] if sizes[s] is None]
            start = before[0] if before else None
        return None if start is None else (self.name, section, start)


def read_objects(paths):
    return [Object(name, data) for path in paths for name, data in members_of(path)]


def reached_from(objects, entry):
    """The places that can be walked to from the function named `entry`; None when no object defines it."""
    home = {o.name: o for o in objects}
    where = {}
    for o in objects:  # the linker takes the first definition of a weak symbol
        for name, place in o.named.items():
            where.setdefault(name, place)
    if entry not in where:
        return None
    reached, visited, queue = set(), set(), [where[entry]]
    while queue:
        place = queue.pop()
        if place in reached:
            continue
        reached.add(place)
        o = home[place[0]]
        if o.name not in visited:
            visited.add(o.name)
            queue.extend(o.initialisers)
        for target in o.edges.get(place, ()):
            target = where.get(target) if isinstance(target, str) else target
            if target is not None:
                queue.append(target)
    return reached
