#!/usr/bin/env python3
"""The manual page and the completion scripts hold every command and every option of `maillage help --json`, in both languages,
and the shells that are here read the scripts."""

import argparse
import json
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

FRENCH = ("SYNOPSIS", "CODES DE SORTIE", "VOIR AUSSI")


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--program", required=True)
    program = str(Path(parser.parse_args().program).resolve())

    def said(*words):
        return subprocess.run([program, "help", *words], check=True, capture_output=True, text=True).stdout

    faults = []
    commands = json.loads(said("--json", "--lang", "en"))["commands"]
    pages = {lang: said("--man", "--lang", lang).replace("\\-", "-").replace("\\fB", "").replace("\\fR", "")
             for lang in ("en", "fr")}
    scripts = {shell: said("--completion", "--shell", shell, "--lang", "en") for shell in ("bash", "zsh", "fish")}
    if scripts["bash"] != said("--completion"):
        faults.append("--completion alone is not the script of bash")
    for heading in FRENCH:
        if heading not in pages["fr"]:
            faults.append(f"the French page has no {heading}")
    options = 0
    for command in commands:
        name = command["name"]
        sections = {lang: re.search(rf"^\.SS {name}\n(.*?)(?=^\.S[SH] )", page, re.S | re.M) for lang, page in pages.items()}
        faults += [f"{name} is not in the page ({lang})" for lang, section in sections.items() if not section]
        parts = {"bash": re.search(rf"^      {name}\) words=\"(.*)\" ;;$", scripts["bash"], re.M),
                 "zsh": re.search(rf"^    {name}\)\n(.*?);;\n", scripts["zsh"], re.S | re.M),
                 "fish": re.search(rf"((?:^complete .*__fish_seen_subcommand_from {name}'.*\n)+)", scripts["fish"], re.M)}
        faults += [f"{name} is not in the script of {shell}" for shell, part in parts.items() if not part]
        for option in command["options"]:
            options += 1
            word = option["name"]
            for lang, section in sections.items():
                if section and not re.search(rf"(?m)^(?:-\w, )?--{word}(?: |$)", section[1]):
                    faults.append(f"{name} --{word} is not in the page ({lang})")
            for shell, part in parts.items():
                wanted = rf"(?m) -l {word}( |$)" if shell == "fish" else rf"--{word}\b"
                if part and not re.search(wanted, part[1]):
                    faults.append(f"{name} --{word} is not in the script of {shell}")
            for choice in option.get("choices", []):
                for shell, script in scripts.items():
                    if choice not in script:
                        faults.append(f"{name} --{word}: {choice} is not in the script of {shell}")
    with tempfile.TemporaryDirectory() as folder:
        for shell, script in scripts.items():
            path = Path(folder) / shell
            path.write_text(script)
            if shutil.which(shell) and subprocess.run([shell, "-n", path], capture_output=True).returncode != 0:
                faults.append(f"{shell} does not read its script")
        asked = subprocess.run(["bash", "-c", f"source {folder}/bash; COMP_WORDS=(maillage map --page a4-); COMP_CWORD=3; "
                                              "_maillage; echo ${COMPREPLY[@]}"], capture_output=True, text=True).stdout
        if asked.strip() != "a4-portrait":
            faults.append(f"bash completes --page a4- by {asked.strip()!r}")
        if shutil.which("groff"):
            for lang, page in (("en", said("--man", "--lang", "en")), ("fr", said("--man", "--lang", "fr"))):
                told = subprocess.run(["groff", "-Kutf8", "-man", "-Tutf8", "-ww"], input=page, capture_output=True, text=True)
                if told.returncode != 0 or told.stderr:
                    faults.append(f"groff ({lang}): {told.stderr[:400]}")
    for fault in faults:
        print(fault)
    print(f"{len(commands)} commands, {options} options, {len(faults)} faults")
    return 1 if faults or options < 40 else 0


if __name__ == "__main__":
    sys.exit(main())
