#!/usr/bin/env python3
"""No French is left in what a run in English writes for people, and no English in a run in French: labels, units, legends and
values of champs.csv, the workbook, the QGIS project and the maps of the demo territory.

    languages.py --maillage build/release/tools/maillage

Names of places, titles of documents and what both languages share are the data's own.
"""

import argparse
import csv
import re
import subprocess
import sys
import tempfile
import zipfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from xml.etree import ElementTree

SAME = {"EPCI", "QPV", "Ctg", "Code", "code", "Note", "Notes", "Source", "Sources", "Date", "places", "communes", "%", "FRR+", "EAJE",
        "Communes", "Places, EAJE", "Commune", "km²", "commune", "Département", "Région", "Population", "points", "zones", "source", "type"}
FRENCH = re.compile(r"\b(taux|part des?|nombre|nom|habitants|superficie|personnes|enfants|foyers|ménages|niveau de vie|origine|écart|"
                    r"couvert|inconnu|secret statistique|disponible|connu|classée|convention|signature|du|des|les|dont|aux?|sans)\b", re.I)
ENGLISH = re.compile(r"\b(rate|share|number|inhabitants|area|persons|children|households|median|origin|gap|covered|unknown|known|"
                     r"available|status|agreement|the|of|not|with|from|low|high)\b", re.I)
FAULTS = []


def fields(path):
    with open(path, encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file, delimiter=";"))


def rows_of(book, sheet):
    space = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
    for row in ElementTree.fromstring(book.read(sheet)).iter(space + "row"):
        yield ["".join(cell.itertext()) for cell in row if cell.get("t") == "inlineStr"]


def said(out):
    """What a reader of the outputs sees of labels, by where it stands."""
    found = {}
    with zipfile.ZipFile(out / "demo.xlsx") as book:
        sheets = [name for name in book.namelist() if name.startswith("xl/worksheets/sheet")]
        found["headers"] = [cell for sheet in sheets for row in list(rows_of(book, sheet))[:1] for cell in row]
        root = ElementTree.fromstring(book.read("xl/workbook.xml"))
        found["sheets"] = [element.get("name") for element in root.iter() if element.tag.endswith("}sheet")]
    with zipfile.ZipFile(out / "demo.qgz") as project:
        root = ElementTree.fromstring(re.sub("<!DOCTYPE[^>]*>", "", project.read("demo.qgs").decode()))
    found["aliases"] = [element.get("name") for element in root.iter("alias")]
    found["layers"] = [element.text for element in root.iter("layername")]
    found["legends"] = [element.get("label") for kind in ("category", "rule") for element in root.iter(kind) if element.get("label")]
    found["values"] = [element.get("name") for widget in root.iter("editWidget") for element in widget.iter("Option")
                       if element.get("type") == "QString"]
    return {where: sorted({text for text in texts if text}) for where, texts in found.items()}


def maps_of(out):
    """Titles, legends and heads of notes of the maps, without names and titles of sources."""
    texts = []
    for path in out.glob("maps/*.svg"):
        for group in ElementTree.parse(path).getroot():
            if group.get("id") == "legend":
                texts += ["".join(text.itertext()) for text in group]
    return sorted(set(texts))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--maillage", required=True)
    program = str(Path(parser.parse_args().maillage).resolve())
    with tempfile.TemporaryDirectory(prefix="languages-") as name:
        folder = Path(name)
        subprocess.run([program, "demo", "-o", "demo"], cwd=folder, check=True, capture_output=True)
        study = (folder / "demo/demo.toml").read_text()
        study = re.sub(r"(?m)^formats = .*$", 'formats = ["gpkg", "qgis", "xlsx"]', study) + "\n[[map]]\n"
        (folder / "demo/demo.toml").write_text(study)

        def run(lang):
            subprocess.run([program, "run", "demo/demo.toml", "-o", lang, "--lang", lang, "--quiet"], cwd=folder, capture_output=True)
            return said(folder / lang), maps_of(folder / lang), fields(folder / lang / "champs.csv")

        with ThreadPoolExecutor(2) as pool:
            (french, french_maps, french_fields), (english, english_maps, english_fields) = pool.map(run, ("fr", "en"))
    for where in french:
        for text in english[where]:
            if text in french[where] and text not in SAME and not re.fullmatch(r"[A-Z0-9 +.,’'()-]*", text):
                FAULTS.append(f"{where}: in both languages: {text}")
    for where, wrong, texts in [("English " + where, FRENCH, texts) for where, texts in [*english.items(), ("maps", english_maps)]] + \
                               [("French " + where, ENGLISH, texts) for where, texts in [*french.items(), ("maps", french_maps)]]:
        FAULTS.extend(f"{where}: {text}" for text in texts if wrong.search(text))
    columns = list(english_fields[0])
    for row, other in zip(english_fields, french_fields):
        for one, two in zip(row.items(), other.items()):
            if one[0] in columns[3:6] and FRENCH.search(one[1] or ""):
                FAULTS.append(f"English champs.csv, {one[0]}: {one[1]}")
    for fault in sorted(set(FAULTS)):
        print("FAILED", fault)
    print(f"{sum(map(len, english.values()))} texts in English, {sum(map(len, french.values()))} in French, {len(set(FAULTS))} faults")
    return 1 if FAULTS or not english_maps or not english["aliases"] else 0


if __name__ == "__main__":
    sys.exit(main())
