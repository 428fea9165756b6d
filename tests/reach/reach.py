#!/usr/bin/env python3
"""Which functions of the engine does no command of the program reach?

Reads the object files of the engine and of the program (objects.py): who calls whom, from main on. A function that no
command reaches, directly or through others, is used by nobody who runs the program: use it, delete it, or, when it is
public and there for users of the library, list it in library_only.txt with the reason and compile it in tests/consumer.

    reach.py --libraries a.a b.a --program x.o y.o --sources engine tools --include engine/include
             --listed library_only.txt --consumer main.cpp

A function that is inlined wherever it is called leaves nothing in the objects: what public headers declare and no object
defines is looked for by its name in the sources. Exits with 1 when a function is not reached and not listed, when a
listed one is reached, gone, without a reason or not named in the consumer; with 3 when the objects cannot tell.
"""
import argparse
import pathlib
import re
import subprocess
import sys

from objects import GLOBAL, Unreadable, read_objects, reached_from

COMMENT_OR_TEXT = re.compile(r'//[^\n]*|/\*.*?\*/|"(?:\\.|[^"\\\n])*"', re.S)
IDENTIFIER = re.compile(r"[A-Za-z_]\w*")
CALLED = re.compile(r"(?<![:\w])([A-Za-z_]\w*)\s*\(")
KEYWORDS = {"if", "for", "while", "switch", "return", "sizeof", "decltype", "noexcept", "requires", "alignas", "catch",
            "static_assert", "assert", "operator", "explicit", "throw"}


def fail(text):
    print(f"reach: {text}", file=sys.stderr)
    sys.exit(3)


def code_of(path):
    return COMMENT_OR_TEXT.sub(" ", path.read_text())


def sources_in(folders):
    found = [p for folder in folders for p in sorted(folder.rglob("*")) if p.suffix in (".hpp", ".cpp")]
    if not found:
        fail(f"no sources in {' '.join(map(str, folders))}")
    return found


def demangled(symbols):
    output = subprocess.run(["c++filt"], input="\n".join(symbols), check=True, capture_output=True, text=True).stdout
    return dict(zip(symbols, output.splitlines()))


def plain_name(text):
    """maillage::Zoning::find(…) const -> maillage::Zoning::find; the result of a template is dropped."""
    text = re.sub(r"\[abi:\w+\]", "", text).replace("(anonymous namespace)", "{anonymous}")
    depth, out = 0, []
    for c in text:
        if c == "<":
            depth += 1
        elif c == ">":
            depth -= 1
        elif depth == 0:
            if c == "(":
                break
            out.append(c)
    return "".join(out).split(" ")[-1]


def parse(arguments):
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--libraries", nargs="+", required=True)
    parser.add_argument("--program", nargs="+", required=True)
    parser.add_argument("--sources", nargs="+", type=pathlib.Path, required=True)
    parser.add_argument("--include", type=pathlib.Path, required=True)
    parser.add_argument("--listed", type=pathlib.Path, required=True)
    parser.add_argument("--consumer", type=pathlib.Path, required=True)
    parser.add_argument("--namespace", default="maillage")
    parser.add_argument("--expect", type=pathlib.Path, help="succeed when exactly the lines of this file are printed")
    parser.add_argument("--explain", help="print how this function is reached, by a part of its name")
    return parser.parse_args(arguments)


def read_listed(path):
    listed = {}
    for line in path.read_text().splitlines():
        if line.strip() and not line.startswith("#"):
            match = re.fullmatch(r"(\S+):(?:\s+(.*))?", line.strip())
            if not match:
                fail(f"{path}: '{line}' is not 'name:  reason'")
            listed[match[1]] = match[2] or ""
    return listed


def unreached_in(objects, reached, namespace):
    """Full name -> demangled text of each function of the namespace, defined out of line, that is not reached."""
    prefix = f"_ZN{len(namespace)}{namespace}"
    ours, seen = set(), set()
    for o in objects:
        for place, names in o.functions.items():
            for symbol, binding in names:
                if binding == GLOBAL and symbol.replace("_ZNK", "_ZN", 1).startswith(prefix) and not symbol.endswith(".cold"):
                    ours.add(symbol)
                    if place in reached:
                        seen.add(symbol)
    texts = demangled(sorted(ours))
    # A constructor and a destructor have a variant for derived classes, reached or not.
    seen = {texts[s] for s in seen}
    return {t: plain_name(t) for t in set(texts.values()) - seen}, len(texts)


def never_named(include, sources, defined):
    """Names called or declared in public headers, defined in no object, and written nowhere else."""
    counts = {}
    for path in sources:
        for name in IDENTIFIER.findall(code_of(path)):
            counts[name] = counts.get(name, 0) + 1
    found = {}
    for path in sources_in([include]):
        for name in CALLED.findall(code_of(path)):
            if counts.get(name) == 1 and name not in defined and name not in KEYWORDS and not name.isupper():
                found[name] = path.relative_to(include)
    return found


def explain(objects, wanted):
    """One shortest way from main to each function whose symbol holds the text."""
    where = {}
    for o in objects:
        for name, place in o.named.items():
            where.setdefault(name, place)
    home, came, queue = {o.name: o for o in objects}, {where["main"]: None}, [where["main"]]
    for place in queue:
        o = home[place[0]]
        first = o.initialisers if not any(p in came for p in o.initialisers) else set()
        for target in [*o.edges.get(place, ()), *first]:
            target = where.get(target) if isinstance(target, str) else target
            if target is not None and target not in came:
                came[target] = place
                queue.append(target)
    for place in came:
        names = [n for n, _ in home[place[0]].functions.get(place, [])]
        if any(wanted in n for n in names):
            way = []
            while place is not None:
                names = [n for n, _ in home[place[0]].functions.get(place, [])]
                way.append(names[0] if names else f"data in {place[0]}")
                place = came[place]
            print("\n  <- ".join(demangled(way).values()))


def main(arguments):
    options = parse(arguments)
    for path in [*options.libraries, *options.program, options.listed, options.consumer]:
        if not pathlib.Path(path).is_file():
            fail(f"{path}: not there; build the program first")
    try:
        objects = read_objects([*options.program, *options.libraries])
    except Unreadable as error:
        fail(error)
    functions = sum(len(o.functions) for o in objects)
    sections = len({place[:2] for o in objects for place in o.functions})
    if sections < 0.9 * functions:
        fail(f"{functions} functions in {sections} sections: build with -ffunction-sections")
    reached = reached_from(objects, "main")
    if reached is None:
        fail("no object defines main")
    if options.explain:
        explain(objects, options.explain)
        return 0
    unreached, total = unreached_in(objects, reached, options.namespace)
    if not total:
        fail(f"no function of {options.namespace} in the objects")

    declared = {name for path in sources_in([options.include]) for name in CALLED.findall(code_of(path))}
    listed = read_listed(options.listed)
    consumer = code_of(options.consumer)
    faults = []
    public = set()
    for text, name in sorted(unreached.items(), key=lambda row: (row[1], row[0])):
        short = name.split("::")[-1].lstrip("~")
        if short in declared:
            public.add(name)
            if name not in listed:
                faults.append(f"{text}: declared in a public header, reached by no command: use, delete or list it")
        else:
            faults.append(f"{text}: reached by no command: use or delete it")
    symbols = demangled([s for o in objects for names in o.functions.values() for s, _ in names])
    defined = {plain_name(text).split("::")[-1] for text in symbols.values()}
    for name, path in sorted(never_named(options.include, sources_in(options.sources), defined).items()):
        public.add(name)
        if name not in listed:
            faults.append(f"{name}: declared in {path}, named nowhere else: use, delete or list it")
    for name, why in listed.items():
        if name not in public:
            faults.append(f"{name}: listed in {options.listed.name}, yet reached or gone")
        elif not why:
            faults.append(f"{name}: listed in {options.listed.name} without a reason")
        elif not re.search(rf"\b{name.split('::')[-1]}\b", consumer):
            faults.append(f"{name}: listed in {options.listed.name}, yet not used in {options.consumer.name}")
    lines = [*faults, f"{total} functions, {len(unreached)} reached by no command, {len(listed)} listed"]
    print("\n".join(lines))
    if options.expect:
        return 0 if lines == options.expect.read_text().splitlines() else 1
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
