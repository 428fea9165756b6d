#!/usr/bin/env python3
"""Runs the program and compares what it prints, byte for byte, with what is expected.

cases.toml and cases/*.toml, a file a subject, list the cases. Each runs in an empty folder that holds a copy of what it names
of files/, and of what the studies there name by "../", with:

    [[case]]
    name = "unknown-command"        # expected/unknown-command.stdout and .stderr; a missing one means: prints nothing
    args = ["rnu"]
    lang = "study"                  # without --lang: French, or as the study says; otherwise cases are run with --lang en
    exit = 2
    before = [["demo", "-o", "demo"]]   # commands run first, that must succeed
    stdin = "text for the program"
    env = { TZ = "Asia/Tokyo" }
    produces = ["out/manifest.json"]    # paths that must exist afterwards
    absent = ["out"]                    # paths that must not
    same = [["out/a.csv", "a.csv"]]     # a file written = a file of expected/
    ignore_stderr = true                # when only the answer matters

    run.py --program build/release/tools/maillage            all cases
    run.py --program … --case NAME                           one of them
    run.py --program … --update                              writes what was printed as what is expected
    run.py --program … --jobs 4                              so many at once
    run.py --list                                            names, one a line
"""

import argparse
import difflib
import os
import shutil
import subprocess
import sys
import tempfile
import tomllib
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

HERE = Path(__file__).resolve().parent
EXPECTED = HERE / "expected"
KNOWN = {"name", "args", "exit", "before", "lang", "stdin", "env", "produces", "absent", "same", "ignore_stderr"}


def load_cases():
    cases = []
    for path in [HERE / "cases.toml", *sorted((HERE / "cases").glob("*.toml"))]:
        with open(path, "rb") as file:
            cases += tomllib.load(file).get("case", [])
    names = [case["name"] for case in cases]
    if twice := {name for name in names if names.count(name) > 1}:
        sys.exit(f"two cases have one name: {', '.join(sorted(twice))}")
    for case in cases:
        if unknown := set(case) - KNOWN:
            sys.exit(f"{case['name']}: unknown {', '.join(sorted(unknown))}")
    return cases


def run(program, args, folder, case):
    # No terminal, no locale, one clock: what is printed depends on the inputs alone.
    env = {"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8", "TZ": "UTC", "HOME": folder}
    for name in ("ASAN_OPTIONS", "LSAN_OPTIONS", "UBSAN_OPTIONS"):
        if name in os.environ:
            env[name] = os.environ[name]
    env.update(case.get("env", {}))
    return subprocess.run([program, *args], cwd=folder, env=env, input=case.get("stdin", "").encode(),
                          capture_output=True, timeout=300)


def show(title, expected, found):
    lines = difflib.unified_diff(expected.decode(errors="replace").splitlines(True),
                                 found.decode(errors="replace").splitlines(True), f"{title} expected", f"{title} found")
    return "".join(line if line.endswith("\n") else line + "\n" for line in lines)


def read(path):
    return path.read_bytes() if path.exists() else b""


def write(path, content):
    if content:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    else:
        path.unlink(missing_ok=True)


def copy_files(case, folder):
    wanted = [path for path in (HERE / "files").iterdir() if path.name in repr(case)]
    for path in wanted:
        if path.is_file():
            shutil.copy(path, folder)
            continue
        shutil.copytree(path, Path(folder) / path.name)
        studies = "".join(study.read_text(errors="replace") for study in path.rglob("*.toml"))
        wanted += [other for other in (HERE / "files").iterdir() if other not in wanted and f"../{other.name}" in studies]


def check(program, case, update):
    """The faults of one case, as text; empty when there are none."""
    name = case["name"]
    faults = []
    with tempfile.TemporaryDirectory(prefix="golden-") as folder:
        copy_files(case, folder)
        for step in case.get("before", []):
            done = run(program, step, folder, {})
            if done.returncode != 0:
                return [f"before: {step} gave {done.returncode}: {done.stderr.decode(errors='replace')}"]
        args = case.get("args", [])
        if args and case.get("lang", "en") == "en":
            args = [*args, "--lang", "en"]
        done = run(program, args, folder, case)
        if done.returncode != case.get("exit", 0):
            faults.append(f"exit code {done.returncode}, expected {case.get('exit', 0)}\n"
                          f"{done.stderr.decode(errors='replace')}")
        # What shows where it looked names the folder of the case.
        streams = [("stdout", done.stdout.replace(folder.encode(), b"FOLDER"))]
        if not case.get("ignore_stderr"):
            streams.append(("stderr", done.stderr.replace(folder.encode(), b"FOLDER")))
        files = [(EXPECTED / f"{name}.{stream}", content, stream) for stream, content in streams]
        for written, expected in case.get("same", []):
            files.append((EXPECTED / expected, read(Path(folder) / written), written))
        for path, content, title in files:
            if update:
                write(path, content)
            elif read(path) != content:
                faults.append(show(title, read(path), content))
        for path in case.get("produces", []):
            if not (Path(folder) / path).exists():
                faults.append(f"{path} was not written")
        for path in case.get("absent", []):
            if (Path(folder) / path).exists():
                faults.append(f"{path} was left behind")
    return faults


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--program")
    parser.add_argument("--case")
    parser.add_argument("--update", action="store_true")
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument("--list", action="store_true")
    options = parser.parse_args()
    cases = load_cases()
    if options.list:
        print("\n".join(case["name"] for case in cases))
        return 0
    if not options.program:
        parser.error("--program is needed")
    program = str(Path(options.program).resolve())
    chosen = [case for case in cases if options.case in (None, case["name"])]
    if not chosen:
        parser.error(f"no case is named {options.case}")
    failed = 0
    with ThreadPoolExecutor(options.jobs) as pool:
        for case, faults in zip(chosen, pool.map(lambda case: check(program, case, options.update), chosen)):
            failed += bool(faults)
            for fault in faults:
                print(f"{case['name']}: {fault}")
    print(f"{len(chosen) - failed} of {len(chosen)} cases pass")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
