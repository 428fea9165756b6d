#!/usr/bin/env python3
"""Which public functions does no command of the program reach?

Reads the object files of the engine and of the program: who calls whom, from main on. A function that a public header
declares and that no command reaches, directly or through others, is used by nobody who runs the program: it is used,
deleted, or listed in library_only.txt with the reason, and then compiled in tests/consumer.

    reach.py --nm nm --libraries a.a b.a --program x.o y.o --include engine/include --consumer tests/consumer/main.cpp

Objects must be built without inlining across functions (-O1 of the sanitizer build will do). Exits with 1 when a function
is not reached and not listed, or listed and reached, or listed and not named in the consumer.
"""
import argparse
import bisect
import collections
import pathlib
import re
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent


def run(*command):
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def objects_of(libraries, objects, folder):
    found = [pathlib.Path(o) for o in objects]
    for library in libraries:
        target = folder / pathlib.Path(library).name
        target.mkdir()
        subprocess.run(["ar", "x", "--output", str(target), library], check=True)
        found += sorted(target.glob("*.o"))
    return found


SYMBOL = re.compile(r"^\s*\d+:\s+([0-9a-f]+)\s+(\S+)\s+(\S+)\s+(\S+)\s+(\S+)\s+(\S+)\s*(\S*)$")
RELOC = re.compile(r"^([0-9a-f]{8,16})\s+\S+\s+\S+\s+\S*\s*(.*)$")
SECTION = re.compile(r"^Relocation section '\.rela?(\S+)'")
HEADER = re.compile(r"^\s*\[\s*(\d+)\]\s+(\S+)")


def read_object(path, defined, edges, data_of):
    """Edges between symbols of one object; what its data refers to hangs on every function of the object."""
    names = {}
    for line in run("readelf", "-SW", str(path)).splitlines():
        if match := HEADER.match(line):
            names[match[1]] = match[2]
    # Several sections may share a name (groups): relocation sections name theirs, so functions of one name are united.
    spans = collections.defaultdict(list)
    by_index = {}
    for line in run("readelf", "-sW", str(path)).splitlines():
        match = SYMBOL.match(line)
        if not match:
            continue
        value, size, kind, bind, _, index, name = match.groups()
        if index in ("UND", "ABS") or kind not in ("FUNC", "OBJECT", "NOTYPE"):
            continue
        if kind == "NOTYPE" or not name:
            continue
        symbol = name if bind != "LOCAL" else f"{path.name}:{name}"
        size = int(size, 16) if size.startswith("0x") else int(size)
        spans[names.get(index, index)].append((int(value, 16), size, symbol, kind))
        by_index[symbol] = names.get(index, index)
        if kind == "FUNC":
            defined.setdefault(symbol, str(path))
    for list_of in spans.values():
        list_of.sort()

    def at(section, offset):
        starts = [span[0] for span in spans.get(section, [])]
        place = bisect.bisect_right(starts, offset) - 1
        if place < 0:
            return None
        start, size, symbol, _ = spans[section][place]
        return symbol if offset < start + max(size, 1) else None

    local = {f"{path.name}:{s[2].split(':', 1)[1]}" for list_of in spans.values() for s in list_of if ":" in s[2]}
    section = None
    for line in run("readelf", "-rW", str(path)).splitlines():
        if match := SECTION.match(line):
            section = match[1]
            continue
        match = RELOC.match(line)
        if not match or section is None or section.startswith((".debug", ".eh_frame", ".gcc_except")):
            continue
        offset = int(match[1], 16)
        rest = match[2].split()
        if not rest:
            continue
        target = rest[0] if not re.fullmatch(r"[0-9a-f]{16}", rest[0]) or len(rest) == 1 else rest[1]
        addend = 0
        if len(rest) >= 3 and rest[-2] in "+-":
            addend = int(rest[-1], 16) * (1 if rest[-2] == "+" else -1)
        if target.startswith("."):  # a section and an offset: a function or datum of this object
            pc_relative = 4 if section.startswith(".text") else 0
            target = at(target, addend + pc_relative) or at(target, addend)
            if target is None:
                continue
        elif f"{path.name}:{target}" in local:
            target = f"{path.name}:{target}"
        source = at(section, offset)
        if source is None or not section.startswith(".text"):
            data_of[str(path)].add(target)
            if source is not None:
                edges[source].add(target)
        else:
            edges[source].add(target)


def declared_in(include):
    text = "\n".join(path.read_text() for path in sorted(include.rglob("*.hpp")))
    text = re.sub(r"//[^\n]*", "", text)
    return set(re.findall(r"\b([A-Za-z_]\w*)\s*\(", text))


def base_name(demangled):
    name = re.sub(r"\[abi:\w+\]", "", demangled).split("(", 1)[0]
    return name


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--libraries", nargs="+", required=True)
    parser.add_argument("--program", nargs="+", required=True)
    parser.add_argument("--include", type=pathlib.Path, required=True)
    parser.add_argument("--consumer", type=pathlib.Path, required=True)
    options = parser.parse_args()
    defined, edges, data_of = {}, collections.defaultdict(set), collections.defaultdict(set)
    with tempfile.TemporaryDirectory() as folder:
        for path in objects_of(options.libraries, options.program, pathlib.Path(folder)):
            read_object(path, defined, edges, data_of)

    reached, queue = set(), ["main"]
    touched = set()
    while queue:
        symbol = queue.pop()
        if symbol in reached:
            continue
        reached.add(symbol)
        queue.extend(edges.get(symbol, ()))
        home = defined.get(symbol)
        if home and home not in touched:
            touched.add(home)
            queue.extend(data_of[home])

    ours = [s for s in defined if s.startswith("_ZN") and "8maillage" in s[:16] and ":" not in s]
    demangled = dict(zip(ours, subprocess.run(["c++filt"], input="\n".join(ours), check=True, capture_output=True,
                                              text=True).stdout.splitlines()))
    public = declared_in(options.include)
    unreached = {}
    for symbol, text in demangled.items():
        name = base_name(text)
        short = name.split("::")[-1]
        if "(anonymous namespace)" in text or "<" in name or "operator" in text or "~" in name:
            continue
        parts = name.split("::")
        if short not in public or (len(parts) > 1 and parts[-1] == parts[-2]):
            continue
        if symbol not in reached:
            unreached[name] = text
    # An overload that is reached speaks for no other: names are compared with their parameters gone, so list each once.
    listed = {}
    for line in (HERE / "library_only.txt").read_text().splitlines():
        if line.strip() and not line.startswith("#"):
            name, _, why = line.partition(":  ")
            listed[name.strip()] = why.strip()
    consumer = options.consumer.read_text()
    faults = [f"{text}: declared in a public header, reached by no command: use it, delete it, or list it"
              for name, text in sorted(unreached.items()) if name not in listed]
    for name, why in listed.items():
        if name not in unreached:
            faults.append(f"{name}: listed in library_only.txt, yet reached or gone")
        elif not why:
            faults.append(f"{name}: listed in library_only.txt without a reason")
        elif not re.search(rf"\b{name.split('::')[-1]}\b", consumer):
            faults.append(f"{name}: listed in library_only.txt, yet not used in {options.consumer.name}")
    for fault in faults:
        print(fault)
    print(f"{len(demangled)} functions of the engine, {len(unreached)} public ones reached by no command, {len(listed)} listed")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
