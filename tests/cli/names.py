#!/usr/bin/env python3
"""Hostile names do no harm in anything that is written: they are text in SVG, QML, QGZ, XLSX, CSV and GeoJSON, whole where a
file is data, and never mark-up, formulas, scripts or marks that turn what follows them.

    names.py --maillage build/release/tools/maillage [--keep FOLDER]
"""

import argparse
import csv
import json
import re
import shutil
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path
from xml.etree import ElementTree

NAMES = ["<script>alert(1)</script>", "\"&'\\ [% 1+1 %] ]]> <!-- ${x} %s {}", "abc\u202edcba\u202c.exe", "L" * 200, "👩‍👧‍👦 Ville 🏳️‍🌈",
         "=cmd|' /C calc'!A0", "+1+1", "@SUM(A1)", "-2+3", "\tA\u0001B", "a;b\nc", "[% layer_property('x','path') %]"]
FAULTS = []


def expect(truth, what):
    if not truth:
        FAULTS.append(what)


def write_study(folder):
    features = []
    for i, name in enumerate(NAMES):
        west = 2 + 0.1 * i
        ring = [[west, 47], [west + 0.1, 47], [west + 0.1, 47.1], [west, 47.1], [west, 47]]
        features.append({"type": "Feature", "properties": {"code": f"96{i + 1:03}", "nom": name},
                         "geometry": {"type": "Polygon", "coordinates": [ring]}})
    (folder / "communes.geojson").write_text(json.dumps({"type": "FeatureCollection", "features": features}))
    with open(folder / "communes.csv", "w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file, delimiter=";")
        rows.writerow(["insee", "nom", "population", "places", "enfants", "epci", "nom_epci"])
        for i, name in enumerate(NAMES):
            rows.writerow([f"96{i + 1:03}", name, 1000 + i, 10 + i, 40, "249600011", NAMES[5]])
    (folder / "study.toml").write_text(f"""
title = {json.dumps(NAMES[0] + NAMES[2] + NAMES[4], ensure_ascii=False)}
at = 2023-12-31
territory = "departement:96"
sources = ["communes.geojson", {{ path = "communes.csv", key = "insee", name = "nom", level = "commune", vintage = 2023-01-01, observed = 2022-12-31, columns = {{ population = "population", open_places = "places", children = "enfants" }} }}]
[indicators.open_rate]
label = {json.dumps(NAMES[1])}
unit = "places"
numerator = "open_places"
denominator = "children"
note = {json.dumps(NAMES[3])}
[output]
formats = ["gpkg", "qgis", "xlsx", "shp", "geojson", "csv", "csv-excel"]
[[map]]
measure = "open_rate"
level = "commune"
formats = ["svg", "png", "pdf"]
file = "carte"
""", encoding="utf-8")


def tags(root):
    return {element.tag.rpartition("}")[2] for element in root.iter()}


def check_svg(path):
    root = ElementTree.parse(path).getroot()
    expect(tags(root) <= {"svg", "title", "desc", "defs", "pattern", "rect", "path", "circle", "clipPath", "g", "text"},
           f"elements of the SVG: {tags(root)}")
    expect(not [key for element in root.iter() for key in element.attrib if key.startswith("on") or "href" in key], "SVG: handlers")
    text = path.read_text(encoding="utf-8")
    expect(not re.search("[\u202a-\u202e\u2066-\u2069\u0001]", text), "SVG: marks of direction or controls")
    said = " ".join("".join(element.itertext()) for element in root.iter() if element.tag.endswith(("text", "title")))
    expect(NAMES[0] in said, "SVG: the name is not there as text")
    for line in root.iter("{http://www.w3.org/2000/svg}text"):
        expect(len("".join(line.itertext())) < 190, "SVG: a line longer than its page")


def check_style(text, where):
    root = ElementTree.fromstring(re.sub("<!DOCTYPE[^>]*>", "", text))
    expect("script" not in tags(root), f"{where}: a script element")
    for tip in root.iter("mapTip"):
        written = re.findall(r"\[%(.*?)%\]", tip.text or "")
        expect(all("\"name\"" not in part or "'&lt;'" in part for part in written), f"{where}: the tip shows a name as HTML")
        # What is not the data is the label, as text.
        outside = re.sub(r"\[%.*?%\]", "", tip.text or "")
        expect("<script" not in outside and "[%" not in outside, f"{where}: the tip runs what a label holds: {outside[:200]}")


def check_workbook(path):
    with zipfile.ZipFile(path) as book:
        names = set()
        for part in book.namelist():
            if not part.endswith((".xml", ".rels")):
                continue
            root = ElementTree.fromstring(book.read(part))
            expect("f" not in tags(root), f"{part}: a formula")
            names |= {"".join(cell.itertext()) for cell in root.iter() if cell.get("t") == "inlineStr"}
    for name in (NAMES[0], NAMES[3], NAMES[4], NAMES[5], NAMES[6]):
        expect(name in names, f"workbook: {name[:30]!r} is not there as it is")


def check(out):
    check_svg(out / "maps/carte.svg")
    expect((out / "maps/carte.png").read_bytes().startswith(b"\x89PNG"), "no PNG")
    pdf = (out / "maps/carte.pdf").read_bytes()
    expect(pdf.startswith(b"%PDF") and not re.search(rb"/(JavaScript|JS|OpenAction|Launch|URI)\b", pdf), "PDF: an action")
    styles = list(out.glob("*.qml"))
    expect(styles, "no QML")
    for style in styles:
        check_style(style.read_text(encoding="utf-8"), style.name)
    with zipfile.ZipFile(out / "study.qgz") as project:
        for part in project.namelist():
            check_style(project.read(part).decode("utf-8"), part)
    check_workbook(out / "study.xlsx")
    features = json.loads((out / "territory_commune.geojson").read_text(encoding="utf-8"))["features"]
    found = {feature["properties"]["name"] for feature in features}
    expect({NAMES[0], NAMES[3], NAMES[4], NAMES[5]} <= found, f"GeoJSON: names changed: {found}")
    for path in out.glob("*.excel.csv"):
        for row in csv.reader(path.open(encoding="utf-8-sig", newline=""), delimiter=";"):
            bad = [cell for cell in row if cell[:1] in "+@=" and not re.fullmatch(r'="[^"]*"', cell) and not re.fullmatch(r"[+-]?[\d,.]+", cell)
                   and cell]
            expect(not bad, f"{path.name}: a formula for Excel: {bad[:2]}")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--maillage", required=True)
    parser.add_argument("--keep")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="names-") as name:
        folder = Path(name)
        write_study(folder)
        done = subprocess.run([str(Path(options.maillage).resolve()), "run", "study.toml", "-o", "out"], cwd=folder, capture_output=True)
        said = done.stderr.decode(errors="replace") + done.stdout.decode(errors="replace")
        expect(done.returncode in (0, 1), f"ended with {done.returncode}: {said[-800:]}")
        expect("\u202e" not in said and "\u0001" not in said, "stderr or stdout commands the terminal")
        if done.returncode in (0, 1):
            check(folder / "out")
        if options.keep:
            shutil.copytree(folder, options.keep, dirs_exist_ok=True)
    for fault in FAULTS:
        print("FAILED", fault)
    print(f"{len(NAMES)} names, {len(FAULTS)} faults")
    return 1 if FAULTS else 0


if __name__ == "__main__":
    sys.exit(main())
