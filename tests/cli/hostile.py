#!/usr/bin/env python3
"""Hostile inputs: each ends in bounded time and memory with a documented exit code and one message.

    hostile.py --maillage build/release/tools/maillage

What is too large or too deep is refused as what it is; data cannot command the terminal; no input is an internal error; a
limit on memory is said to be one.
"""

import argparse
import gzip
import json
import os
import random
import resource
import sqlite3
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

FAILURES = []
SECONDS, BYTES, TEXT = 60, 6 << 30, 200_000


def expect(truth, what):
    print(("ok    " if truth else "FAILED") + " " + what, flush=True)
    if not truth:
        FAILURES.append(what)


def run(program, *words, memory=BYTES, **options):
    def limit():
        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))

    return subprocess.run([program, *map(str, words), "--lang", "en"], capture_output=True, timeout=SECONDS, preexec_fn=limit, **options)


def expect_code(program, words, codes, what, says=""):
    try:
        done = run(program, *words)
    except subprocess.TimeoutExpired:
        return expect(False, f"{what}: did not end within {SECONDS} s")
    said = done.stderr.decode(errors="replace") + done.stdout.decode(errors="replace")
    expect(done.returncode in codes and len(said) < TEXT and says in said and "internal error" not in said,
           f"{what}: {done.returncode}, {len(said)} characters: {said.strip()[-150:]!r}")


MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def workbook(path, rows, shared="<si><t>code</t></si><si><t>nom</t></si>"):
    head = '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c></row>'
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "http://schemas.openxmlformats.org/package/2006"
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{package}/content-types"><Override PartName="/xl/workbook.xml" ContentType="{kind}.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="{kind}.worksheet+xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{package}/relationships"><Relationship Id="r1" Type="{office}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{office}"><sheets><sheet name="S" sheetId="1" r:id="rId1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{package}/relationships"><Relationship Id="rId1" Type="{office}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="r2" Type="{office}/styles" Target="styles.xml"/><Relationship Id="r3" Type="{office}/sharedStrings" Target="sharedStrings.xml"/></Relationships>',
        "xl/styles.xml": f'<styleSheet xmlns="{MAIN}"><cellXfs><xf numFmtId="0"/></cellXfs></styleSheet>',
        "xl/sharedStrings.xml": f'<sst xmlns="{MAIN}">{shared}</sst>',
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{MAIN}"><sheetData>{head}{rows}</sheetData></worksheet>',
    }
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
        for name, text in parts.items():
            file.writestr(name, text)


def scribble(path, points):
    dice = random.Random(1)
    ring = [[2 + dice.random() * 0.1, 48 + dice.random() * 0.1] for _ in range(points)]
    feature = {"type": "Feature", "properties": {"code": "75056", "nom": "x"}, "geometry": {"type": "Polygon", "coordinates": [ring + ring[:1]]}}
    path.write_text(json.dumps({"type": "FeatureCollection", "features": [feature]}))


def bombs(program, folder):
    with gzip.open(folder / "bomb.csv.gz", "wb", compresslevel=9) as file:
        for _ in range(300):
            file.write(b"01001;1\n" * 131072)
    expect_code(program, ["info", folder / "bomb.csv.gz"], {3}, "a gzip bomb", "unpack to")
    filler = '<row r="2"><c r="A2"><v>1</v></c></row>'
    workbook(folder / "bomb.xlsx", filler * 4_000_000)
    expect_code(program, ["info", folder / "bomb.xlsx"], {3}, "a workbook bomb", "unpack to")
    with zipfile.ZipFile(folder / "bomb.zip", "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("a.shp", bytes(200_000_000))
    expect_code(program, ["info", folder / "bomb.zip"], {3}, "a zip bomb", "unpack to")
    text = "code;nom\n" + "".join(f"{i:05d};commune {i}\n" for i in range(1000, 9000))
    (folder / "honest.csv.gz").write_bytes(gzip.compress(text.encode()))
    expect_code(program, ["info", folder / "honest.csv.gz"], {0}, "a packed table", "8000 rows")


def workbooks(program, folder):
    workbook(folder / "honest.xlsx", '<row r="2"><c r="A2" t="inlineStr"><is><t>01001</t></is></c><c r="B2" t="s"><v>1</v></c></row>')
    expect_code(program, ["info", folder / "honest.xlsx"], {0, 1}, "a workbook", "1 row")
    for name, value in {"beyond": "99999999", "negative": "-1", "text": "abc"}.items():
        workbook(folder / f"{name}.xlsx", f'<row r="2"><c r="A2" t="s"><v>{value}</v></c><c r="B2" t="s"><v>1</v></c></row>')
        expect_code(program, ["info", folder / f"{name}.xlsx"], {1, 3}, f"a shared text that is {name}")
    workbook(folder / "far.xlsx", '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>')
    expect_code(program, ["info", folder / "far.xlsx"], {1, 3}, "a cell in the last corner")
    workbook(folder / "farther.xlsx", '<row r="2000000000"><c r="A2000000000"><v>1</v></c></row>')
    expect_code(program, ["info", folder / "farther.xlsx"], {1, 3}, "a row beyond the sheet")


def large(program, folder):
    (folder / "wide.csv").write_text(";".join(f"c{i}" for i in range(1_000_000)) + "\n" + "1;" * 999_999 + "1\n")
    expect_code(program, ["info", folder / "wide.csv"], {3}, "a million columns", "at most 16384 columns")
    (folder / "same.csv").write_text(";".join(["a"] * 16_000) + "\n" + "1;" * 15_999 + "1\n")
    expect_code(program, ["info", folder / "same.csv"], {1}, "16 000 columns of one name")
    (folder / "name.csv").write_text("x" * 50_000_000 + ";nom\n01001;a\n")
    expect_code(program, ["info", folder / "name.csv"], {3}, "a column name of 50 MB", "at most 2000")
    for cells in ("01001;{}", "{};1"):
        (folder / "cell.csv").write_text("code;population\n" + cells.format("x" * 50_000_000) + "\n01002;5\n")
        expect_code(program, ["check", folder / "cell.csv"], {0, 1, 3}, "a cell of 50 MB is not echoed whole")
    scribble(folder / "self.geojson", 1500)
    expect_code(program, ["check", folder / "self.geojson"], {1}, "a ring that crosses itself all over", "not-searched")
    scribble(folder / "self.geojson", 8000)
    expect_code(program, ["check", folder / "self.geojson"], {1}, "a larger one", "not-searched")
    for name, text in {"header": "[" + ".".join(["a"] * 100_000) + "]\nx = 1\n", "key": ".".join(["a"] * 100_000) + " = 1\n",
                       "inline": "x = {" + ".".join(["a"] * 100_000) + " = 1}\n", "brackets": "x = " + "[" * 100_000,
                       "after a text": "x = '''a\n'''\n" + ".".join(["a"] * 100_000) + " = 1\n"}.items():
        (folder / "deep.toml").write_text(text)
        expect_code(program, ["run", folder / "deep.toml", "-o", folder / "x"], {2}, f"a study 100 000 deep ({name})")
    (folder / "points.toml").write_text('title = "' + "." * 500 + '" # ' + "." * 500 + "\nat = 2023-12-31\n")
    expect_code(program, ["info", folder / "points.toml"], {2}, "points in a text are no depth", "`sources` is missing")
    (folder / "deep.json").write_text('{"type":"FeatureCollection","features":' + "[" * 1_000_000)
    expect_code(program, ["info", folder / "deep.json"], {3}, "JSON a million deep")


def endless_view(program, folder, geopackage):
    """A layer that is a query without end, beside one that is a table."""
    path = folder / "view.gpkg"
    path.write_bytes(geopackage.read_bytes())
    base = sqlite3.connect(path)
    base.execute("CREATE VIEW v AS WITH RECURSIVE r(fid, code) AS (SELECT 1, '01001' UNION ALL SELECT fid + 1, '01001' FROM r) SELECT fid, code FROM r")
    base.execute("INSERT INTO gpkg_contents(table_name, data_type, identifier, last_change) VALUES ('v', 'attributes', 'v', '2020-01-01T00:00:00.000Z')")
    base.commit()
    base.close()
    expect_code(program, ["info", path, "--layer", "v"], {3}, "an endless view in a GeoPackage", "is a view")
    expect_code(program, ["info", path, "--layer", "territory_commune"], {0, 1}, "a table beside it", "226 rows")


def terminal(program, folder):
    hostile = "\x1b[31mrouge\x1b[0m\x07\u202eegnirts\u2066\x9b2J"
    (folder / "esc.csv").write_text(f"code;{hostile}\n01001;1\n01001;2\n")
    (folder / f"n\x1b[2Jom.csv").write_text("code;nom\n01001;x\n")
    (folder / "study.toml").write_text(f'title = "{"x"}"\nat = 2023-12-31\nterritory = "departement:01"\nsources = ["{chr(0x202e)}.csv"]\n')
    (folder / "esc.geojson").write_text(json.dumps({"type": "FeatureCollection", "features": [
        {"type": "Feature", "properties": {"code": "01001", hostile: hostile}, "geometry": None}]}))
    seen = b""
    for words in (["info", "esc.csv"], ["check", "esc.csv"], ["info", "n\x1b[2Jom.csv"], ["check", "n\x1b[2Jom.csv"], ["run", "study.toml"], ["info", "study.toml"],
                  ["info", "absent\x1b[2J"], ["info", "esc.geojson"], ["check", "esc.geojson", "--verbose"], ["\x1b[2J"]):
        done = run(program, *words, cwd=folder)
        said = done.stdout + done.stderr
        seen += said
        text = said.decode(errors="replace")
        expect(not any(c in text for c in "\x1b\x07\u202e\u2066\x9b"), f"{words} prints no control character")
    expect(b"\\x1b[31m" in seen or b"\\x1b[2J" in seen, "they are written out")


def forms_of_nothing(program, folder):
    (folder / "study.toml").write_text('title = "x"\nat = 2023-12-31\nterritory = "departement:01"\nsources = [""]\n')
    long = "x" * 5000
    for words in (["info", ""], ["run", ""], ["check", ""], ["ctg", ""], ["info", long], ["run", long], ["check", long], ["run", long + ".toml"],
                  ["run", folder / "study.toml"], ["info", folder / "study.toml"], ["check", folder / "study.toml"], ["info", folder], ["run", folder],
                  ["info", "/dev/null"], ["demo", "-o", long], ["demo", "-o", ""], ["info", "a/" * 2000], ["info", folder / "study.toml" / "x"], [""]):
        expect_code(program, words, {1, 2, 3, 4} if words[0] == "info" else {2, 3, 4}, f"maillage {' '.join(map(str, words))[:40]!r}")
    for target in (long, "", "a/" * 2500, "\n"):
        expect_code(program, ["run", folder / "study.toml", "-o", target], {2, 4}, f"output {target[:20]!r}")


def memory(program, study, folder):
    """A limit on memory, in steps: the answer, or "not enough memory" and nothing written."""
    faults, done_codes = [], []
    for step in range(30):
        megabytes = 40 + 12 * step
        target = folder / f"memory{step}"
        done = run(program, "run", study, "-o", target, memory=megabytes << 20)
        said = done.stderr.decode(errors="replace")
        done_codes.append(done.returncode)
        fits = done.returncode in (0, 1) and (target / "manifest.json").exists()
        refused = done.returncode == 4 and "not enough memory" in said and not target.exists()
        not_started = done.returncode == 127 or "error while loading shared libraries" in said
        if not (fits or refused or not_started):
            faults.append((megabytes, done.returncode, said[-200:]))
    expect(not faults, f"30 limits on memory: {faults[:3] or sorted(set(done_codes))}")


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--maillage", required=True)
    program = os.path.abspath(arguments.parse_args().maillage)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        run(program, "demo", "-o", folder / "demo")
        run(program, "run", folder / "demo/demo.toml", "-o", folder / "out")
        for check in (terminal, forms_of_nothing, bombs, workbooks, large):
            place = folder / check.__name__
            place.mkdir()
            check(program, place)
        endless_view(program, folder, folder / "out/demo.gpkg")
        memory(program, folder / "demo/demo.toml", folder)
    print(f"{len(FAILURES)} failed")
    sys.exit(1 if FAILURES else 0)


if __name__ == "__main__":
    main()
