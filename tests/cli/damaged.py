#!/usr/bin/env python3
"""Damages the files of a small study at random and runs the program on them.

Whatever the damage, the program ends by itself with a documented exit code, says something on stderr when it refuses, and
leaves no output when it does. The damage depends on --seed alone.
"""

import argparse
import collections
import pathlib
import random
import shutil
import subprocess
import sys
import tempfile

FILES = ("communes.csv", "communes.geojson", "ctg.csv", "donnees_communes.csv", "epcicom.csv", "study.toml")
TOKENS = (b'"', b";", b",", b"\n", b"\r\n", b"\xef\xbb\xbf", b"\x00", b"\xff", b"{", b"}", b"[", b"]", b"1e999", b"-1",
          b"NaN", b"null", b'""', b"99999999999999999999", b"2023-13-45", b"200000016", b"\xc2\xa0", b"[[[[", b'"type"',
          b"coordinates")
READ, REFUSED = (0, 1), (2, 3, 4)


def damaged(data, random_of):
    data = bytearray(data)
    for _ in range(random_of.choice((1, 1, 2, 5, 20))):
        at = random_of.randrange(len(data) + 1)
        kind = random_of.randrange(5)
        if kind == 0:
            data[at:at] = random_of.choice(TOKENS)
        elif kind == 1:
            del data[at:at + random_of.choice((1, 2, 5, 50, 500))]
        elif kind == 2 and random_of.random() < 0.3:  # truncation hides all other damage: seldom
            del data[at:]
        elif kind == 3 and data:
            data[min(at, len(data) - 1)] = random_of.randrange(256)
        else:
            start = random_of.randrange(len(data) + 1)
            data[at:at] = data[start:start + random_of.choice((3, 30, 300))]
    return bytes(data)


def fault(program, folder, command):
    try:
        done = subprocess.run([program, *command], cwd=folder, capture_output=True, timeout=60)
    except subprocess.TimeoutExpired:
        return "did not end", None
    code = done.returncode
    if code not in READ + REFUSED:
        return f"exit code {code}: {done.stderr.decode(errors='replace')[-300:]}", code
    if code in REFUSED and not done.stderr.strip():
        return f"exit code {code} without a word", code
    if code in REFUSED and (folder / "out").exists():
        return f"exit code {code} and an output", code
    return None, code


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--program", required=True)
    parser.add_argument("--files", required=True, type=pathlib.Path, help="folder of the study")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--runs", type=int, default=400)
    arguments = parser.parse_args()
    random_of = random.Random(arguments.seed)
    codes = collections.Counter()
    faults = 0
    for run in range(arguments.runs):
        with tempfile.TemporaryDirectory(prefix="damaged-") as name:
            folder = pathlib.Path(name) / "study"
            shutil.copytree(arguments.files, folder)
            file = random_of.choice(FILES)
            (folder / file).write_bytes(damaged((folder / file).read_bytes(), random_of))
            command = random_of.choice((["run", "study.toml", "-o", "out"], ["ctg", "study.toml", "--missing"],
                                        ["check", "study.toml"], ["info", file]))
            found, code = fault(arguments.program, folder, command)
            codes[code] += 1
            if found:
                faults += 1
                print(f"run {run}, {file} damaged, maillage {' '.join(command)}: {found}")
    print(f"{arguments.runs} runs, {faults} faults, exit codes {dict(sorted(codes.items(), key=str))}")
    # Damage that nothing notices, or that nothing survives, tests nothing.
    lively = all(codes[code] > arguments.runs / 20 for code in (0, 1, 2, 3))
    return 1 if faults or not lively else 0


if __name__ == "__main__":
    sys.exit(main())
