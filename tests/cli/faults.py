#!/usr/bin/env python3
"""Whole-program fault injection: a write, flush or rename that fails once, at many moments of a run.

    faults.py --maillage build/release/tools/maillage --files tests/golden/files/mini [--step 17]

Two studies write every format and a map of each kind: of the demo one call in --step fails, of a small one every fifth, or
with MAILLAGE_LONG=1 every one. Each time the folder is the new result whole with exit 0 or 1, or the exit is 4 and the old folder stands as it was (or none
was there). strace makes the calls fail; where it is not installed or may not trace, the test says so and is skipped.
"""

import argparse
import filecmp
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

CALLS = [("write", "ENOSPC"), ("write", "EIO"), ("writev", "ENOSPC"), ("writev", "EIO"), ("pwrite64", "EIO"), ("pwrite64", "ENOSPC"), ("fsync", "EIO"),
         ("renameat2", "EIO"), ("renameat2", "EINVAL"), ("mkdir", "EACCES"), ("ftruncate", "EIO")]


# Lines of the program's own answer go through write as well: a run whose answer was lost must not end in 0.
WRITERS = {".gpkg", ".shp", ".dbf", ".prj", ".cpg", ".geojson", ".csv", ".csvt", ".svg", ".png", ".pdf", ".txt", ".json"}
MAP = """
[[map]]
measure = "ctg_status"
file = "statuts"
formats = ["svg", "png", "pdf"]
page = "web"
"""


def names_of(folder):
    return sorted(str(p.relative_to(folder)) for p in folder.rglob("*") if p.is_file())


def same(one, other):
    names = names_of(one)
    if names != names_of(other):
        return False
    _, differing, errors = filecmp.cmpfiles(one, other, names, shallow=False)
    return not differing and not errors


def with_all_writers(study):
    text = re.sub(r"^formats = .*", 'formats = ["gpkg", "shp", "geojson", "csv", "csv-excel"]', study.read_text(), flags=re.M)
    study.write_text(text + MAP)
    return study


def calls_fail(program, study, folder, step):
    """(runs, those that went wrong)"""
    faults, runs = 0, 0
    words = [program, "run", str(study), "-o"]
    reference, target, trace = folder / "reference", folder / "out", folder / "trace"
    for old in (reference, target):
        shutil.rmtree(old, ignore_errors=True)
    subprocess.run([*words, reference], capture_output=True)
    if missing := WRITERS - {Path(name).suffix for name in names_of(reference)}:
        sys.exit(f"{study} writes no {missing}")
    for call, error in CALLS:
        subprocess.run(["strace", "-f", "-qq", "-e", f"trace={call}", "-o", trace, *words, folder / "counted"], capture_output=True)
        count = trace.read_text().count(f"{call}(")
        for which in range(1, count + 1, 1 if count < 12 else step):
            old = which % 2 == 0
            shutil.rmtree(target, ignore_errors=True)
            if old:
                shutil.copytree(reference, target)
            done = subprocess.run(["strace", "-f", "-qq", "-o", "/dev/null", "-e", f"trace={call}", "-e", f"inject={call}:error={error}:when={which}", *words, target], capture_output=True)
            runs += 1
            written = target.exists() and same(target, reference)
            if done.returncode in (0, 1):
                fault = "" if written else "exit 0 or 1 over a torn folder"
            elif done.returncode == 4:
                fault = "" if written or (not old and not target.exists()) else "exit 4, and the old folder is not as it was"
            else:
                fault = f"exit {done.returncode}"
            if fault:
                faults += 1
                print(f"FAILED {study.name}: {call} {which} of {count} with {error}: {fault}: {done.stderr.decode(errors='replace')[-200:]}", flush=True)
    return runs, faults


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--maillage", required=True)
    parser.add_argument("--files", required=True, type=Path, help="folder of a small study.toml")
    parser.add_argument("--step", type=int, default=97, help="every so many calls fail in turn")
    arguments = parser.parse_args()
    program = os.path.abspath(arguments.maillage)
    if not shutil.which("strace") or subprocess.run(["strace", "-qq", "-o", "/dev/null", "true"], capture_output=True).returncode != 0:
        print("skipped: strace is not here, or may not trace")
        sys.exit(77)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        subprocess.run([program, "demo", "-o", folder / "demo"], check=True, capture_output=True)
        shutil.copytree(arguments.files, folder / "small")
        large, small = with_all_writers(folder / "demo/demo.toml"), with_all_writers(folder / "small/study.toml")
        every = 1 if os.environ.get("MAILLAGE_LONG") == "1" else 5
        totals = [calls_fail(program, study, folder, step) for study, step in ((small, every), (large, arguments.step))]
    runs, faults = map(sum, zip(*totals))
    print(f"{runs} runs with a fault, {faults} failed")
    sys.exit(1 if faults else 0)


if __name__ == "__main__":
    main()
