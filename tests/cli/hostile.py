#!/usr/bin/env python3
"""Hostile inputs: each ends in bounded time and memory with a documented exit code and one message.

    hostile.py --maillage build/release/tools/maillage

What is too large or too deep is refused as what it is; data cannot command the terminal; no input is an internal error; a
limit on memory is said to be one. With MAILLAGE_LONG=1 memory is limited in 100 steps instead of 15, and every key of a study
takes values of every type instead of 60 of them.
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
LONG = os.environ.get("MAILLAGE_LONG") == "1"
SECONDS, BYTES, TEXT = 60, 6 << 30, 200_000


def expect(truth, what):
    print(("ok    " if truth else "FAILED") + " " + what, flush=True)
    if not truth:
        FAILURES.append(what)


def run(program, *words, memory=BYTES, **options):
    def limit():
        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))

    return subprocess.run([program, *map(str, words), "--lang", "en"], capture_output=True, timeout=SECONDS, preexec_fn=limit, **options)


def expect_code(program, words, codes, what, says="", **options):
    try:
        done = run(program, *words, **options)
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


def terminal_of_commands(program, study, folder):
    """What ctg, map and suggestions say of a name that commands the terminal."""
    hostile = "\x1b[31mrouge\x1b[0m\x07\u202eegnirts\u2066\x9b2J"
    odd = folder / "odd.toml"
    odd.write_text(study.read_text().replace('title = "', 'title = "\\u001b[2J\\u202e', 1) + f'\n[levels.bassin]\nlabel = "bassin"\nplural = "bassins"\ncolumn = "bass\\u001b[2Jin"\n')
    for extra in folder.glob("*.csv"):
        text = extra.read_text(encoding="latin-1")
        head, rest = text.split("\n", 1)
        first, *others = rest.split("\n")
        cells = first.split(";")
        cells = [cell if i in (0, 2) else cell + hostile.encode().decode("latin-1") for i, cell in enumerate(cells)]
        extra.write_text("\n".join([head, ";".join(cells), *others]), encoding="latin-1")
    for words in (["run", odd, "-o", folder / "x"], ["check", odd], ["check", odd, "-v"], ["ctg", odd], ["ctg", odd, "--missing"], ["ctg", odd, "--by", "\x1b[2Jepci"],
                  ["ctg", odd, "--at", "\x1b[2J"], ["map", odd, "ctg_stat\x1b[2Jus", "-o", folder / "m.svg"], ["map", odd, "-o", folder / "m\x1b[2J"],
                  ["map", odd, "ctg_status", "-o", folder / "m\x1b[2J.svg"], ["map", odd, "ctg_status", "--level", "\x1b[2J"], ["ru\x1b[2Jn"], ["run", "--\x1b[2J"], ["help", "\x1b[2J"], ["list", "\x1b[2J"]):
        done = run(program, *words, cwd=folder)
        text = (done.stdout + done.stderr).decode(errors="replace")
        expect(not any(c in text for c in "\x1b\x07\u202e\u2066\x9b") and done.returncode in range(5), f"{[str(w)[-20:] for w in words]}: {done.returncode}, no control character")


def odd_sources(program, folder):
    """Things that are no files, files that hold nothing, names and texts that nobody expects: refused or read, never at length."""
    for name in ("csv", "csv.gz", "geojson", "json", "gpkg", "shp", "dbf", "xlsx", "ods", "zip", "toml", "parquet", "xls", "gml", "kml", "sqlite", "fgb", "tab"):
        (folder / f"empty.{name}").write_bytes(b"")
        expect_code(program, ["info", folder / f"empty.{name}"], {2, 3, 4}, f"an empty .{name}")
        (folder / f"zeros.{name}").write_bytes(bytes(70_000))
        expect_code(program, ["info", folder / f"zeros.{name}"], {1, 2, 3}, f"a .{name} of NUL")
        (folder / f"folder.{name}").mkdir()
        expect_code(program, ["info", folder / f"folder.{name}"], {2, 3, 4}, f"a folder named .{name}")
        (folder / f"loop.{name}").symlink_to(folder / f"loop.{name}")
        expect_code(program, ["info", folder / f"loop.{name}"], {2, 3, 4}, f"a link to itself named .{name}")
        os.mkfifo(folder / f"pipe.{name}")
        expect_code(program, ["info", folder / f"pipe.{name}"], {2, 3, 4}, f"a pipe named .{name}")
        (folder / f"text.{name}").write_text("nothing of the kind\n")
        expect_code(program, ["info", folder / f"text.{name}"], {1, 2, 3}, f"a text named .{name}")
    body = "code;nom;population\n01001;Léa;12\n01002;Noé;15\n"
    texts = {"utf-8 BOM": body.encode("utf-8-sig"), "UTF-16 LE": body.encode("utf-16"), "UTF-16 BE": b"\xfe\xff" + body.encode("utf-16-be"), "UTF-16 without BOM": body.encode("utf-16-le"),
             "UTF-32": body.encode("utf-32"), "two BOMs": b"\xef\xbb\xbf\xef\xbb\xbf" + body.encode(), "UTF-16 cut": body.encode("utf-16")[:-1], "a BOM alone": b"\xef\xbb\xbf", "a UTF-16 BOM alone": b"\xff\xfe",
             "mixed line ends": body.replace("\n", "\r\n", 1).replace("15\n", "15\r").encode(), "old Mac line ends": body.replace("\n", "\r").encode(), "NUL in a cell": body.replace("Léa", "L\0a").encode(),
             "NUL in the header": body.replace("nom", "n\0m").encode(), "an open quote": body.replace("Léa", '"Léa').encode(), "quotes only": b'"' * 9999, "separators only": b";" * 9999, "line ends only": b"\n" * 9999,
             "a header only": b"code;nom\n", "one cell": b"x", "one long line": b"a" * 3_000_000, "no last line end": body.rstrip().encode(), "mixed encodings": body.encode() + "01003;Zoé;3\n".encode("cp1252"),
             "lone surrogates": b"code;nom\n01001;\xed\xa0\x80\n", "overlong": b"code;nom\n01001;\xc0\xaf\n", "ragged": b"code;nom\n01001\n01002;a;b;c;d\n;\n", "sep line": b"sep=;\n" + body.encode(),
             "huge figures": b"code;population\n01001;1e999\n01002;-1e999\n01003;nan\n01004;" + b"9" * 5000 + b"\n", "a million quotes": b'code;nom\n01001;"' + b'""' * 500_000 + b'"\n'}
    for name, text in texts.items():
        (folder / "odd.csv").write_bytes(text)
        for command in ("info", "check"):
            expect_code(program, [command, folder / "odd.csv"], {0, 1, 2, 3}, f"{command} of a table with {name}")
    for name in ("line\nend.csv", "tab\t.csv", " ", "-x.csv", "é" * 120 + ".csv", "a;b.csv", "%s%n.csv", "{}{0}.csv", "'\".csv", "\udcff.csv"):
        path = folder / name
        path.write_text(body)
        expect_code(program, ["info", f"./{name}"], {0, 1, 2}, f"a file named {name[:20]!r}", cwd=folder)


def odd_shapes(program, folder):
    def layer(geometry, **more):
        return {"type": "FeatureCollection", "features": [{"type": "Feature", "properties": {"code": "01001", "nom": "x"}, "geometry": geometry}], **more}

    square = [[2, 48], [3, 48], [3, 49], [2, 49], [2, 48]]
    shapes = {"no ring": {"type": "Polygon", "coordinates": []}, "an empty ring": {"type": "Polygon", "coordinates": [[]]}, "two points": {"type": "Polygon", "coordinates": [square[:2]]},
              "an open ring": {"type": "Polygon", "coordinates": [square[:-1]]}, "one number": {"type": "Polygon", "coordinates": [[[2], [3], [2]]]}, "texts": {"type": "Polygon", "coordinates": [[["2", "48"]] * 4]},
              "null": {"type": "Polygon", "coordinates": None}, "far away": {"type": "Polygon", "coordinates": [[[x * 1e300, y * 1e300] for x, y in square]]}, "over the pole": {"type": "Polygon", "coordinates": [[[0, 91], [1, 95], [2, 91], [0, 91]]]},
              "a point": {"type": "Point", "coordinates": [2, 48]}, "a curve": {"type": "CircularString", "coordinates": square}, "no type": {"coordinates": square}, "a type that is a list": {"type": [], "coordinates": square},
              "ten dimensions": {"type": "Polygon", "coordinates": [[p + [0] * 8 for p in square]]}, "a collection in a collection": {"type": "GeometryCollection", "geometries": [{"type": "GeometryCollection", "geometries": []}]},
              "all points one": {"type": "Polygon", "coordinates": [[[2, 48]] * 5]}, "a hole outside": {"type": "Polygon", "coordinates": [square, [[x + 9, y] for x, y in square]]}, "a hole as large": {"type": "Polygon", "coordinates": [square, square]},
              "a hundred thousand holes": {"type": "Polygon", "coordinates": [square] + [[[2.1, 48.1], [2.2, 48.1], [2.2, 48.2], [2.1, 48.1]]] * 100_000}}
    for name, geometry in shapes.items():
        (folder / "odd.geojson").write_text(json.dumps(layer(geometry)))
        for command in ("info", "check"):
            expect_code(program, [command, folder / "odd.geojson"], {0, 1, 3}, f"{command} of a shape with {name}")
    wholes = {"a list": "[]", "a number": "1", "no features": '{"type":"FeatureCollection"}', "features null": '{"type":"FeatureCollection","features":null}', "a feature null": '{"type":"FeatureCollection","features":[null]}',
              "properties a list": '{"type":"FeatureCollection","features":[{"type":"Feature","properties":[1],"geometry":null}]}', "twice the same key": '{"type":"FeatureCollection","features":[],"features":[{}]}',
              "a crs of its own": json.dumps(layer({"type": "Polygon", "coordinates": [square]}, crs={"type": "name", "properties": {"name": "EPSG:99999999999"}})),
              "a crs that is a list": json.dumps(layer({"type": "Polygon", "coordinates": [square]}, crs=[])), "cut": json.dumps(layer({"type": "Polygon", "coordinates": [square]}))[:-40],
              "two documents": json.dumps(layer(None)) * 2, "NaN": json.dumps(layer({"type": "Polygon", "coordinates": [[[float("nan"), 48]] * 4]})), "UTF-16": None}
    for name, text in wholes.items():
        (folder / "odd.geojson").write_bytes(json.dumps(layer(None)).encode("utf-16") if text is None else text.encode())
        for command in ("info", "check"):
            expect_code(program, [command, folder / "odd.geojson"], {0, 1, 2, 3}, f"{command} of a GeoJSON that is {name}")


def odd_studies(program, study, folder):
    """Every key of a study with values of other types, and studies that are odd as a whole."""
    whole = study.read_text()
    keys = ["title", "at", "geography", "territory", "epci_policy", "lang", "sources", "allowed_holes", "ctg", "ctg.register", "ctg.complete_for", "ctg.complete_period", "ctg.definition", "ctg.contract",
            "childcare", "childcare.target", "output", "output.formats", "output.themes", "output.levels", "output.decimals", "output.simplify", "output.areas", "map", "reference", "territories", "indicators", "indicators.x",
            "levels", "levels.x", "nosuchkey"]
    values = ["1", "-1", "9223372036854775807", "1e999", "nan", "true", '""', '"\\u0000"', "[]", "[[]]", "{}", "[1, \"a\", []]", "1979-05-27T07:32:00Z", "07:32:00", "0001-01-01", '"' + "x" * 5000 + '"']
    dice = random.Random(7)
    chosen = [(key, value) for key in keys for value in values]
    chosen = chosen if LONG else dice.sample(chosen, 60)
    bad = []
    for key, value in chosen:
        table, _, name = key.rpartition(".")
        lines = whole.splitlines()
        if table:
            text = whole + (f"\n[{table}]\n{name} = {value}\n" if f"[{table}]" not in whole else "")
            if f"[{table}]" in whole:
                at = lines.index(f"[{table}]") + 1
                text = "\n".join([*lines[:at], f"{name} = {value}", *[line for line in lines[at:] if not line.startswith(f"{name} =")]])
        else:
            text = "\n".join([f"{name} = {value}", *[line for line in lines if not line.startswith(f"{name} =")]]) if name not in ("sources", "ctg", "output") else f'title = "x"\nat = 2023-12-31\nterritory = "departement:96"\n{name} = {value}\n'
        (study.parent / "odd.toml").write_text(text)
        try:
            done = run(program, "run", study.parent / "odd.toml", "-o", folder / "odd-out")
        except subprocess.TimeoutExpired:
            bad.append((key, value[:30], "no end"))
            continue
        said = done.stderr.decode(errors="replace")
        if done.returncode not in range(5) or "internal error" in said or len(said) > TEXT or (done.returncode >= 2 and not said.strip()):
            bad.append((key, value[:30], done.returncode, said[-120:]))
    expect(not bad, f"{len(chosen)} studies with a key of another type: {bad[:3]}")
    for name, text in {"empty": b"", "NUL": bytes(100), "UTF-16": whole.encode("utf-16"), "a BOM": b"\xef\xbb\xbf" + whole.encode(), "twice itself": (whole * 2).encode(), "not UTF-8": whole.encode() + b'\n# \xff\n',
                       "old Mac line ends": whole.replace("\n", "\r").encode(), "cut": whole.encode()[: len(whole) // 2], "itself a source": b'title = "x"\nat = 2023-12-31\nterritory = "departement:96"\nsources = ["odd.toml"]\n',
                       "10 000 sources": b'title = "x"\nat = 2023-12-31\nterritory = "departement:96"\nsources = [' + b'"a.csv",' * 10_000 + b"]\n",
                       "a folder as source": b'title = "x"\nat = 2023-12-31\nterritory = "departement:96"\nsources = ["."]\n', "a device as source": b'title = "x"\nat = 2023-12-31\nterritory = "departement:96"\nsources = ["/dev/zero"]\n',
                       "a tree without leaves": b'title = "x"\nat = 2023-12-31\nterritory = "departement:96"\nsources = ["/proc/self/mem"]\n', "100 000 tables": b"".join(b"[t%d]\n" % i for i in range(100_000)),
                       "a million of array tables": b"[[map]]\n" * 1_000_000}.items():
        (study.parent / "odd.toml").write_bytes(text)
        codes = {0, 1, 2, 3, 4} if name == "a BOM" else {2, 3, 4}
        expect_code(program, ["run", study.parent / "odd.toml", "-o", folder / "odd-out"], codes, f"a study that is {name}")
    (study.parent / "odd.toml").unlink()


def memory(program, study, folder):
    """A limit on memory, in steps: the answer, or "not enough memory" and nothing written."""
    steps = 100 if LONG else 15
    commands = {"run": lambda target: ["run", study, "-o", target], "ctg": lambda target: ["ctg", study], "map": lambda target: ["map", study, "ctg_status", "-o", target.with_suffix(".pdf")]}
    for name, words_of in commands.items():
        faults, done_codes = [], []
        for step in range(steps):
            megabytes = 40 + 360 * step // steps
            target = folder / f"memory-{name}{step}"
            lang, says = (("fr", "pas assez de mémoire"), ("en", "not enough memory"))[step % 2]
            words = [program, *map(str, words_of(target)), "--lang", lang]

            def limit():
                resource.setrlimit(resource.RLIMIT_AS, (megabytes << 20, megabytes << 20))

            done = subprocess.run(words, capture_output=True, timeout=SECONDS, preexec_fn=limit)
            said = done.stderr.decode(errors="replace")
            done_codes.append(done.returncode)
            fits = done.returncode in (0, 1) and (name != "run" or (target / "manifest.json").exists())
            refused = done.returncode == 4 and says in said and not target.exists()
            not_started = done.returncode == 127 or "error while loading shared libraries" in said
            if not (fits or refused or not_started):
                faults.append((megabytes, done.returncode, said[-200:]))
        expect(not faults, f"{steps} limits on the memory of {name}: {faults[:3] or sorted(set(done_codes))}")


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
        study = folder / "demo/demo.toml"
        for check in (odd_sources, odd_shapes):
            place = folder / check.__name__
            place.mkdir()
            check(program, place)
        odd_studies(program, study, folder)
        memory(program, study, folder)
        endless_view(program, folder, folder / "out/demo.gpkg")
        terminal_of_commands(program, study, folder / "demo")  # last: it spoils the files of the demo
    print(f"{len(FAILURES)} failed")
    sys.exit(1 if FAILURES else 0)


if __name__ == "__main__":
    main()
