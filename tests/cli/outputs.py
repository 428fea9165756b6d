#!/usr/bin/env python3
"""Outputs are whole or absent: Ctrl-C, a full disk, a target that cannot be made, and what stands there already.

    outputs.py --maillage build/release/tools/maillage
"""

import argparse
import hashlib
import os
import resource
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

FAILURES = []


def expect(truth, what):
    print(("ok    " if truth else "FAILED") + " " + what)
    if not truth:
        FAILURES.append(what)


def run(program, *words, **options):
    return subprocess.run([program, *map(str, words)], capture_output=True, text=True, **options)


def leftovers(folder):
    return sorted(p.name for p in folder.iterdir() if "staging" in p.name or "maillage-old" in p.name)


def hashes(folder):
    return {p.name: hashlib.sha256(p.read_bytes()).hexdigest() for p in sorted(folder.iterdir())}


def interrupted(program, study, folder):
    """Ctrl-C at many moments of a run: exit 130 and nothing left, or the run was already over."""
    stopped = 0
    for step in range(12):
        target = folder / f"interrupted{step}"
        process = subprocess.Popen([program, "run", str(study), "-o", str(target)], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
        time.sleep(0.03 + 0.06 * step)
        process.send_signal(signal.SIGINT)
        message = process.communicate()[1].decode()
        if process.returncode == 130:
            stopped += 1
            expect(not target.exists() and not leftovers(folder), f"Ctrl-C after {0.03 + 0.06 * step:.2f} s leaves nothing ({message.strip()[-60:]})")
        elif process.returncode == -signal.SIGINT:  # the program had not begun
            expect(not target.exists() and not leftovers(folder), "Ctrl-C before the program begins leaves nothing")
        else:
            expect(process.returncode in (0, 1) and (target / "manifest.json").exists(), f"a run that was over is whole (exit {process.returncode})")
    expect(stopped > 0, f"some of 12 runs were stopped in time ({stopped})")


def full_disk(program, study, folder):
    def limit():
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))

    target = folder / "full"
    done = run(program, "run", study, "-o", target, preexec_fn=limit)
    expect(done.returncode == 4, f"a disk that is full: exit 4 (got {done.returncode}: {done.stderr.strip()[-160:]})")
    expect(not target.exists() and not leftovers(folder), "and nothing is left behind")


def old_survives(program, study, folder):
    target = folder / "kept"
    run(program, "run", study, "-o", target)
    before = hashes(target)

    def limit():
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))

    run(program, "run", study, "-o", target, preexec_fn=limit)
    expect(hashes(target) == before, "what was there before a failure is still there, byte for byte")


def unusable_targets(program, study, folder):
    file = folder / "file"
    file.write_text("mine\n")
    done = run(program, "run", study, "-o", file)
    expect(done.returncode == 2 and file.read_text() == "mine\n", f"a file in the way: exit 2, untouched (got {done.returncode})")
    done = run(program, "run", study, "-o", file / "out")
    expect(done.returncode == 4, f"a folder under a file: exit 4 (got {done.returncode}: {done.stderr.strip()[-120:]})")
    foreign = folder / "foreign"
    foreign.mkdir()
    (foreign / "report.odt").write_text("mine\n")
    done = run(program, "run", study, "-o", foreign)
    expect(done.returncode == 2 and "report.odt" in done.stderr, f"a folder with a foreign file stops the run (got {done.returncode})")
    done = run(program, "run", study, "-o", foreign, "--overwrite")
    expect(done.returncode in (0, 1) and (foreign / "report.odt").read_text() == "mine\n", "--overwrite keeps the foreign file")
    if os.geteuid() != 0:
        locked = folder / "locked"
        locked.mkdir(mode=0o500)
        done = run(program, "run", study, "-o", locked / "out")
        expect(done.returncode == 4, f"a read-only parent: exit 4 (got {done.returncode})")


def same_bytes(program, study, folder):
    runs = []
    for count in ("1", "2", "5"):
        target = folder / f"threads{count}"
        run(program, "run", study, "-o", target, "-j", count, cwd=folder if count == "5" else "/", env=dict(os.environ, TZ="Asia/Tokyo", LC_ALL="C"))
        runs.append(hashes(target))
    expect(runs[0] == runs[1] == runs[2], "the same bytes on 1, 2 and 5 threads, in another folder, zone and locale")


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--maillage", required=True)
    program = os.path.abspath(arguments.parse_args().maillage)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        small, large = folder / "small", folder / "large"
        run(program, "demo", "-o", small)
        run(program, "demo", "-o", large, "--communes", "3000")
        work = folder / "work"
        work.mkdir()
        same_bytes(program, small / "demo.toml", work)
        unusable_targets(program, small / "demo.toml", work)
        full_disk(program, small / "demo.toml", work)
        old_survives(program, small / "demo.toml", work)
        interrupted(program, large / "demo.toml", work)
    print(f"{len(FAILURES)} failed")
    sys.exit(1 if FAILURES else 0)


if __name__ == "__main__":
    main()
