#!/usr/bin/env python3
"""Do the tests bite? Changes the program in one place at a time and says which changes no test notices.

    tests/mutants/mutants.py --seed 1 --count 100          # run by hand, in a clean clone: it edits the sources
    tests/mutants/mutants.py --list --seed 1 --count 100   # the places drawn, without building
    tests/mutants/mutants.py --only term.cpp:40              # all that can be changed there, once a test was added

Places are drawn by --seed in the rooms below; at least half of them are comparisons, bounds and arithmetic of days. Of each
mutant only the object of its file is built again, and what links it; then the unit tests of its room run, then the golden
cases, those that killed most so far first, until something fails. A change that does not compile, or to the same object code,
is drawn again. Survivors are printed with their line and as a
patch that `git apply` takes, and rates by room at the end: exit 0 when --least percent are killed, 1 when not.
The sources are as they were when it ends, also by Ctrl-C.
"""

import argparse
import collections
import difflib
import importlib.util
import os
import random
import re
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
# Where a room has no unit tests of its own, those that drive it.
ROOMS = {"zoning": ["zoning"], "register": ["register"], "measure": ["measure"], "themes": ["themes"], "join": ["study"]}

# What is searched, what it becomes. A space on each side keeps templates, arrows and shifts out.
EDGES = [(r" < ", [" <= ", " > "]), (r" <= ", [" < ", " >= "]), (r" > ", [" >= ", " < "]), (r" >= ", [" > ", " <= "]),
         (r" == ", [" != "]), (r" != ", [" == "]), (r"\blower_bound\b", ["upper_bound"]), (r"\bupper_bound\b", ["lower_bound"]),
         (r"\bstd::min\b", ["std::max"]), (r"\bstd::max\b", ["std::min"]), (r"\bmin_element\b", ["max_element"]), (r"\bmax_element\b", ["min_element"]),
         (r"\brounded_down\b", ["rounded_up"]), (r"\brounded_up\b", ["rounded_down"]), (r"\.until\b", [".from"]), (r"\.from\b", [".until"]),
         (r"\buntil_after\(([^()]*)\)", [r"(\1)"]), (r"\bfirst_day\b", ["no_end"]), (r"\bno_end\b", ["first_day"]),
         (r"\b(days|months|years)\{1\}", [r"\1{2}", r"\1{0}"]), (r"\.lower\b", [".upper"]), (r"\.upper\b", [".lower"])]
OTHERS = [(r" && ", [" || "]), (r" \|\| ", [" && "]), (r" \+ ", [" - "]), (r" - ", [" + "]), (r" \* ", [" / "]), (r"\+\+", ["--"]),
          (r" \+= ", [" -= "]), (r"(?<=[(=] )!(?=[a-z])", [""]), (r"(?<=\()!(?=[a-z])", [""]), (r"\btrue\b", ["false"]), (r"\bfalse\b", ["true"]),
          (r"\bcontinue;", ["break;"]), (r"\bany_of\b", ["all_of"]), (r"\ball_of\b", ["any_of"]), (r"\b100\b", ["101"]), (r"\b1\b", ["2", "0"]),
          (r"(?<=return )0;", ["1;"])]


@dataclass
class Mutant:
    room: str
    path: Path
    line: int
    start: int  # in the text of the file
    end: int
    text: str
    edge: bool

    def __str__(self):
        return f"{self.path.relative_to(ROOT)}:{self.line}"


def code_only(text):
    """The text with comments, strings and preprocessor lines blanked, at the same places."""
    blank = lambda match: re.sub(r"[^\n]", " ", match.group())
    return re.sub(r'//[^\n]*|/\*.*?\*/|"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])*\'|^\s*#[^\n]*|^\s*static_assert[^\n]*', blank, text, flags=re.M | re.S)


def places():
    found = []
    for room in ROOMS:
        for path in sorted((ROOT / "engine/src" / room).rglob("*.cpp")):
            text = path.read_text()
            code = code_only(text)
            for rules, edge in ((EDGES, True), (OTHERS, False)):
                for pattern, becomes in rules:
                    for match in re.finditer(pattern, code):
                        for new in becomes:
                            found.append(Mutant(room, path, code.count("\n", 0, match.start()) + 1, match.start(), match.end(), match.expand(new), edge))
    return found


def draw(seed):
    """Every place once, in an order that the seed settles: an edge in every two, rooms in turn."""
    dice = random.Random(seed)
    queues = collections.defaultdict(list)
    for mutant in places():
        queues[mutant.room, mutant.edge].append(mutant)
    for queue in queues.values():
        dice.shuffle(queue)
    while any(queues.values()):
        for edge in (True, False):
            for room in ROOMS:
                if queues[room, edge]:
                    yield queues[room, edge].pop()


def call(words, seconds):
    try:
        return subprocess.run(words, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=seconds).returncode
    except subprocess.TimeoutExpired:
        return "too long"


def golden_runner():
    spec = importlib.util.spec_from_file_location("golden", ROOT / "tests/golden/run.py")
    golden = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(golden)
    return golden


class Golden:
    """The golden cases, in the order of how many mutants they killed."""

    def __init__(self, program, jobs):
        self.runner, self.program, self.jobs = golden_runner(), str(Path(program).resolve()), jobs
        self.kills = collections.Counter({case["name"]: 0 for case in self.runner.load_cases()})
        self.cases = {case["name"]: case for case in self.runner.load_cases()}

    def fails(self, name):
        try:
            return bool(self.runner.check(self.program, self.cases[name], False))
        except subprocess.TimeoutExpired:
            return True

    def killer(self):
        """The first case that fails; None when all pass."""
        names = iter([name for name, _ in self.kills.most_common()])
        found = []

        def work():
            for name in names:
                if found:
                    return
                if self.fails(name):
                    found.append(name)

        with ThreadPoolExecutor(self.jobs) as pool:
            for _ in range(self.jobs):
                pool.submit(work)
        if found:
            self.kills[found[0]] += 1
        return found[0] if found else None


def object_of(mutant, build):
    found = list((ROOT / build).rglob(f"*/src/{mutant.path.relative_to(ROOT / 'engine/src')}.o"))
    return found[0].read_bytes() if found else b""


def judge(mutant, before, build, golden, jobs):
    """Who kills it: "does not compile", "same code", "unit", a golden case, or nobody. `before` is the object without it."""
    tests = [f"test_{room}" for room in ROOMS[mutant.room]]
    if call(["cmake", "--build", build, "-j", str(jobs), "--target", *tests], 1800) != 0:
        return "does not compile"
    if object_of(mutant, build) == before:
        return "same code"
    for test in tests:
        if call([f"{build}/tests/{test}", "~[real]~[slow]", "--abort"], 300) != 0:
            return "unit"
    if call(["cmake", "--build", build, "-j", str(jobs), "--target", "maillage"], 1800) != 0:
        return "does not compile"
    return golden.killer()


def patch_of(mutant, before, after):
    name = str(mutant.path.relative_to(ROOT))
    return "".join(difflib.unified_diff(before.splitlines(True), after.splitlines(True), f"a/{name}", f"b/{name}", n=0))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seed", type=int, default=int(time.time()) % 100000)
    parser.add_argument("--count", type=int, default=100)
    parser.add_argument("--least", type=float, default=90, help="percent that must be killed")
    parser.add_argument("--build", default="build/release", help="a build with -DMAILLAGE_TESTS=ON")
    parser.add_argument("--jobs", type=int, default=os.cpu_count())
    parser.add_argument("--list", action="store_true")
    parser.add_argument("--only", nargs="+", metavar="FILE:LINE", help="all mutants of these places, and no others")
    arguments = parser.parse_args()
    drawn = draw(arguments.seed)
    if arguments.list:
        for _, mutant in zip(range(arguments.count), drawn):
            old = mutant.path.read_text()[mutant.start:mutant.end]
            print(f"{mutant}: {old.strip()} -> {mutant.text.strip() or 'nothing'}")
        return
    if subprocess.run(["git", "status", "--porcelain", "engine"], cwd=ROOT, capture_output=True, text=True).stdout:
        sys.exit("mutants: engine/ has changes that are not committed; they would be mixed with the mutants")
    print(f"seed {arguments.seed}")
    targets = ["maillage", *(f"test_{room}" for rooms in ROOMS.values() for room in rooms)]
    if call(["cmake", "--build", arguments.build, "-j", str(arguments.jobs), "--target", *targets], 7200) != 0:
        sys.exit("mutants: the program as it is does not build")
    golden = Golden(f"{arguments.build}/tools/maillage", arguments.jobs)
    if case := golden.killer():
        sys.exit(f"mutants: the golden case {case} fails on the program as it is")
    unchanged = {}  # the object of each file that was mutated, before the first time
    killed, judged = collections.Counter(), collections.Counter()
    for mutant in drawn:
        if sum(judged.values()) == arguments.count:
            break
        if arguments.only and not str(mutant).endswith(tuple(arguments.only)):
            continue
        before = mutant.path.read_text()
        object_before = unchanged.setdefault(mutant.path, object_of(mutant, arguments.build))
        after = before[:mutant.start] + mutant.text + before[mutant.end:]
        try:
            mutant.path.write_text(after)
            verdict = judge(mutant, object_before, arguments.build, golden, arguments.jobs)
        finally:
            mutant.path.write_text(before)
        if verdict in ("does not compile", "same code"):
            continue
        judged[mutant.room] += 1
        killed[mutant.room] += verdict is not None
        print(f"{mutant}: {before[mutant.start:mutant.end].strip()} -> {mutant.text.strip() or 'nothing'}: {verdict or 'SURVIVES'}", flush=True)
        if verdict is None:
            print(patch_of(mutant, before, after), flush=True)
    for room in ROOMS:
        print(f"{room}: {killed[room]} of {judged[room]} killed")
    total, dead = sum(judged.values()), sum(killed.values())
    print(f"{dead} of {total} killed")
    sys.exit(0 if 100 * dead >= arguments.least * total else 1)


if __name__ == "__main__":
    main()
