#!/usr/bin/env python3
"""Every sentence of the program has its French, with the same places, and no French is left over.

Sentences are the literals of message(…), say(lang, …) and the words of counted(…) in engine/ and tools/; their French
stands in engine/src/base/french/*.cpp. Words that come out of tables (term(…)) are checked by the tables `terms`.

    check.py                      all faults; exit 1 when there are some
    check.py --missing            the English of the sentences that have no French yet, as lines of a table
"""

import argparse
import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
FRENCH = ROOT / "engine/src/base/french"
# Said the same way in both languages.
SAME = {"note", "source", "date_effect et date_end", "EPSG:{}", "{} km²", "EPCI", "commune", "communes", "région", "zone", "zone {}", "zones",
        "format", "SYNOPSIS", " [options]", "Ctg", "Notes", "ZRR, FRR, QPV", "code", "type",
         "foyers allocataires", "parties", "{} EPCI"}
LITERAL = r'"(?:[^"\\]|\\.)*"'
RUN = rf"{LITERAL}(?:\s*{LITERAL})*"
CALL = re.compile(rf"(?<![\w:])(?:message|say|term)\(\s*(?:[\w.>()-]+,\s*)?({RUN})", re.S)
COUNTED = re.compile(rf"(?<![\w:])counted\((?:[^()\"]|\((?:[^()\"]|\([^()]*\))*\))*,\s*({LITERAL})\)")
PLACE = re.compile(r"\{(\d?)(?:\|[^{}]*)?\}")


def text_of(run):
    return "".join(literal[1:-1] for literal in re.findall(LITERAL, run))


def places(text):
    """The values that a sentence shows or chooses words by."""
    text = text.replace("{{", "").replace("}}", "")
    found, following = set(), 0
    for match in PLACE.finditer(text):
        if match.group(1):
            found.add(int(match.group(1)))
        else:
            found.add(following)
            following += 1
    return found


def sources():
    for folder in ("engine", "tools"):
        for path in sorted((ROOT / folder).rglob("*.?pp")):
            if FRENCH not in path.parents and path.name not in ("message.hpp",):
                yield path, re.sub(r"^\s*//.*$", "", path.read_text(), flags=re.M)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--missing", action="store_true")
    options = parser.parse_args()
    sentences, words = {}, {}
    for path, code in sources():
        for match in CALL.finditer(code):
            sentences.setdefault(text_of(match.group(1)), path.relative_to(ROOT))
        for match in COUNTED.finditer(code):
            words.setdefault(text_of(match.group(1)), path.relative_to(ROOT))
    french, counted, terms, faults = {}, set(), set(), []
    for path in sorted(FRENCH.glob("*.cpp")):
        for table in re.finditer(r"constexpr (Word|Translation) (\w+)\[\] = \{(.*?)\n\};", path.read_text(), re.S):
            for entry in re.finditer(rf"\{{({RUN}),\s*({RUN})", table.group(3), re.S):
                english = text_of(entry.group(1))
                if table.group(1) == "Word":
                    counted.add(english)
                    continue
                if english in french:
                    faults.append(f"{path.name}: twice: {english}")
                french[english] = text_of(entry.group(2))
                if table.group(2) == "terms":
                    terms.add(english)
    needs_french = {english for english in sentences
                    if re.search(r"[A-Za-z]{2}", PLACE.sub("", english)) and english not in SAME}
    missing = sorted(needs_french - set(french))
    if options.missing:
        for english in missing:
            print(f'{sentences[english]}\t{english}')
        return 0
    faults += [f"{sentences[english]}: no French: {english}" for english in missing]
    faults += [f"{words[word]}: counted, and no French word: {word}" for word in sorted(set(words) - counted)]
    faults += [f"French that nothing says: {english}" for english in sorted(set(french) - set(sentences) - terms)]
    faults += [f"a French word that nothing counts: {word}" for word in sorted(counted - set(words))]
    for english, said in sorted(french.items()):
        if places(english) != places(said):
            faults.append(f"other places in French: {english}")
        if english == said and english not in SAME:
            faults.append(f"the same in French: {english}")
    print("\n".join(faults) if faults else f"{len(sentences)} sentences, {len(french)} with their French")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
