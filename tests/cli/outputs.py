#!/usr/bin/env python3
"""Outputs are whole or absent: Ctrl-C, a full disk, a target that cannot be made, and what stands there already.

    outputs.py --maillage build/release/tools/maillage

With MAILLAGE_LONG=1 200 runs are killed instead of 60, and 100 pairs of runs write into one folder instead of 25.
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
LONG = os.environ.get("MAILLAGE_LONG") == "1"
PAIRS, KILLS = (100, 100) if LONG else (25, 30)


def expect(truth, what):
    print(("ok    " if truth else "FAILED") + " " + what)
    if not truth:
        FAILURES.append(what)


def run(program, *words, **options):
    return subprocess.run([program, *map(str, words)], capture_output=True, text=True, **options)


def leftovers(folder):
    return sorted(p.name for p in folder.iterdir() if ".maillage-" in p.name)


def hashes(folder):
    return {str(p.relative_to(folder)): hashlib.sha256(p.read_bytes()).hexdigest() for p in sorted(folder.rglob("*")) if p.is_file()}


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


def two_runs(program, study, folder):
    """Two runs into one folder: what stands there is whole, and one that is refused names the other."""
    reference, target = folder / "reference", folder / "shared"
    run(program, "run", study, "-o", reference, "--lang", "en")
    whole, refused, torn = hashes(reference), 0, 0
    for step in range(PAIRS):
        words = [program, "run", str(study), "-o", str(target), "--lang", "en"]
        pair = [subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)]
        time.sleep(0.02 * (step % 10))
        pair.append(subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE))
        said = [process.communicate()[1].decode() for process in pair]
        codes = [process.returncode for process in pair]
        for code, message, other in zip(codes, said, reversed(pair)):
            if code == 4:
                refused += f"is being written by another run (process {other.pid})" in message
        torn += not set(codes) <= {0, 1, 4} or codes == [4, 4] or hashes(target) != whole
    expect(torn == 0 and refused > 0, f"{PAIRS} pairs of runs into one folder: {refused} refused by name, {torn} torn")
    expect(not leftovers(folder), "and nothing is left beside it")


def killed(program, study, folder):
    """SIGKILL at any moment, with and without --overwrite: the old result whole, or the new one, or no manifest."""
    for words in ([], ["--overwrite"]):
        target = folder / ("killed" + "".join(words))
        run(program, "run", study, "-o", target)
        if words:
            (target / "notes.txt").write_text("mine\n")
        before = hashes(target)
        started = time.monotonic()
        run(program, "run", study, "-o", target, *words)
        lasts = time.monotonic() - started
        faults = 0
        for step in range(KILLS):
            process = subprocess.Popen([program, "run", str(study), "-o", str(target), *words], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            # Half of them at the end, where folders change places.
            time.sleep(lasts * (step / KILLS if step % 2 else 0.8 + 0.25 * step / KILLS))
            process.kill()
            process.wait()
            found = hashes(target)
            mine = (target / "notes.txt").read_text() == "mine\n" if words else True
            faults += not mine or ((target / "manifest.json").exists() and found != before)
        done = run(program, "run", study, "-o", target, *words)
        faults += done.returncode not in (0, 1) or hashes(target) != before
        expect(faults == 0 and not leftovers(folder), f"{KILLS} kills {' '.join(words)}: whole or said not to be, and mended by the next run ({faults} faults)")


def others_files(program, study, folder):
    target = folder / "others"
    target.mkdir()
    for name in ("ctg_missing.csv", "answer.txt", "manifest.json", "ctg_commune.geojson", f"{study.stem}.gpkg"):
        (target / name).write_text("mine\n")
        done = run(program, "run", study, "-o", target, "--overwrite")
        expect(done.returncode == 4 and name in done.stderr and (target / name).read_text() == "mine\n" and len(list(target.iterdir())) == 1,
               f"--overwrite does not replace {name} of somebody else (got {done.returncode}: {done.stderr.strip()[-100:]})")
        (target / name).unlink()
    maps = study.parent / "with_maps.toml"
    maps.write_text(study.read_text() + '\n[[map]]\n[[map]]\nmeasure = "ctg_status"\nfile = "statuts"\nformats = ["png"]\n')
    for name in ("maps/statuts.png", "maps/statuts.caption.txt", "maps/ctg_commune_ctg_status.svg", "maps/ctg_commune_ctg_status.caption.txt"):
        (target / "maps").mkdir(exist_ok=True)
        (target / name).write_text("mine\n")
        done = run(program, "run", maps, "-o", target, "--overwrite")
        expect(done.returncode == 4 and name in done.stderr and (target / name).read_text() == "mine\n" and hashes(target).keys() == {name},
               f"--overwrite does not replace {name} of somebody else (got {done.returncode}: {done.stderr.strip()[-100:]})")
        (target / name).unlink()
    (target / "maps").rmdir()
    (target / "maps").write_text("mine\n")
    done = run(program, "run", maps, "-o", target, "--overwrite")
    expect(done.returncode == 4 and (target / "maps").read_text() == "mine\n" and hashes(target).keys() == {"maps"}, f"nor a file named maps (got {done.returncode}: {done.stderr.strip()[-100:]})")
    (target / "maps").unlink()
    maps.unlink()
    (target / "notes.txt").write_text("mine\n")
    done = run(program, "run", study, "-o", target, "--overwrite")
    expect(done.returncode in (0, 1) and (target / "notes.txt").read_text() == "mine\n", "beside a file that is not in the way, it writes")
    source = folder / "link.csv"
    source.symlink_to(target / "ctg_commune.csv")
    copy = study.parent / "reads_output.toml"
    before = hashes(target)
    for text in (study.read_text().replace("sources = [", f'sources = ["{source}", ', 1), study.read_text() + f'\n[[map]]\nmeasure = "ctg_status"\nbehind = "{source}"\n'):
        copy.write_text(text)
        done = run(program, "run", copy, "-o", target, "--overwrite")
        expect(done.returncode == 4 and "link.csv" in done.stderr and hashes(target) == before, f"an output on what the study reads is refused (got {done.returncode}: {done.stderr.strip()[-140:]})")
        copy.unlink()
    done = run(program, "demo", "-o", target)
    expect(done.returncode == 4 and hashes(target) == before, f"demo writes into no folder of others (got {done.returncode})")


def plain_user(program, study, folder):
    """Rights and mount points; as root, the first as user nobody."""
    for above in (folder, folder.parent):
        above.chmod(0o755)
    locked = folder / "locked"
    (locked / "own").mkdir(parents=True)
    words = [program, "run", str(study), "-o", str(locked / "own")]
    if os.geteuid() == 0:
        os.chown(locked / "own", 65534, 65534)
        done = subprocess.run(words, capture_output=True, text=True, user=65534, group=65534, extra_groups=[])
        reachable = os.access(program, os.X_OK) and subprocess.run([program, "--version"], capture_output=True, user=65534, group=65534, extra_groups=[]).returncode == 0
    else:
        locked.chmod(0o555)
        done = subprocess.run(words, capture_output=True, text=True)
        locked.chmod(0o755)
        reachable = True
    if reachable:
        expect(done.returncode == 4 and str(locked) in done.stderr, f"an own folder in one that may not be written: exit 4, both named (got {done.returncode}: {done.stderr.strip()[-200:]})")
    mount = folder / "mount"
    mount.mkdir()
    inside = f"mount -t tmpfs none '{mount}' && '{program}' run '{study}' -o '{mount}' --lang en; code=$?; '{program}' run '{study}' -o '{mount}/in' >/dev/null 2>&1 && exit $code; [ $? -le 1 ] && exit $code"
    done = subprocess.run(["unshare", "--mount", "--map-root-user", "sh", "-c", inside], capture_output=True, text=True)
    if "unshare" not in done.stderr and "mount:" not in done.stderr:
        expect(done.returncode == 4 and "mount point" in done.stderr, f"a mount point is refused before computing, a folder in it is not (got {done.returncode}: {done.stderr.strip()[-160:]})")


def environment(program, study, folder):
    """No variable of the environment changes a byte."""
    hostile = {"SHAPE_ENCODING": "CP1252", "OGR_ENABLE_PARTIAL_REPROJECTION": "YES", "OGR_CURRENT_DATE": "1999-01-01T00:00:00Z", "OGR_GPKG_FOREIGN_KEY_CHECK": "NO",
               "CPL_DEBUG": "ON", "CPL_LOG": str(folder / "log.txt"), "GDAL_DATA": "/nonexistent", "PROJ_LIB": "/nonexistent", "PROJ_DATA": "/nonexistent", "GDAL_SKIP": "GPKG",
               "OSR_DEFAULT_AXIS_MAPPING_STRATEGY": "AUTHORITY_COMPLIANT", "SHAPE_REWIND_ON_WRITE": "YES", "SHAPE_2GB_LIMIT": "YES", "DBF_DATE_LAST_UPDATE": "1999-01-01",
               "OGR_GEOJSON_MAX_OBJ_SIZE": "0.001", "CPL_VSIL_GZIP_WRITE_PROPERTIES": "NO", "GDAL_CONFIG_FILE": str(folder / "gdalrc"), "HOME": str(folder / "home"),
               "XDG_DATA_HOME": str(folder / "home"), "LC_ALL": "tr_TR.UTF-8", "LANG": "fr_FR.UTF-8", "LC_NUMERIC": "fr_FR.UTF-8", "TZ": "Pacific/Kiritimati", "GDAL_NUM_THREADS": "7"}
    (folder / "gdalrc").write_text("[configoptions]\nSHAPE_ENCODING=CP1252\n")
    (folder / "home/.gdal").mkdir(parents=True)
    (folder / "home/.gdal/gdalrc").write_text("[configoptions]\nSHAPE_ENCODING=CP1252\n")
    plain, odd = folder / "plain", folder / "odd"
    first = run(program, "run", study, "-o", plain)
    second = run(program, "run", study, "-o", odd, env={**os.environ, **hostile})
    expect(first.returncode == second.returncode and first.stdout == second.stdout and first.stderr == second.stderr, f"the environment changes no answer ({second.stderr.strip()[-160:]})")
    drawn = []
    for variables in ({}, {**hostile, "FONTCONFIG_FILE": str(folder / "gdalrc"), "FONTCONFIG_PATH": "/nonexistent", "G_MESSAGES_DEBUG": "all", "SOURCE_DATE_EPOCH": "1"}):
        for words in (["info", plain / "ctg_commune.shp"], ["check", plain / "territory_commune.geojson"], ["ctg", study, "--missing"]):
            done = run(program, *words, env={**os.environ, **variables})
            drawn.append((done.returncode, done.stdout, done.stderr))
        for extension in ("svg", "png", "pdf"):
            run(program, "map", study, "ctg_status", "-o", folder / f"map.{extension}", env={**os.environ, **variables})
            drawn.append((folder / f"map.{extension}").read_bytes())
    expect(drawn[:6] == drawn[6:], "nor what is read from a Shapefile, a check, an answer or a map as SVG, PNG and PDF")
    expect(odd.exists() and hashes(plain) == hashes(odd) and not (folder / "log.txt").exists(), "the environment changes no byte and writes no log")


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
        environment(program, small / "demo.toml", work)
        two_runs(program, small / "demo.toml", work)
        killed(program, small / "demo.toml", work)
        others_files(program, small / "demo.toml", work)
        plain_user(program, small / "demo.toml", work)
        same_bytes(program, small / "demo.toml", work)
        unusable_targets(program, small / "demo.toml", work)
        full_disk(program, small / "demo.toml", work)
        old_survives(program, small / "demo.toml", work)
        interrupted(program, large / "demo.toml", work)
    print(f"{len(FAILURES)} failed")
    sys.exit(1 if FAILURES else 0)


if __name__ == "__main__":
    main()
