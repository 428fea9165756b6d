#!/usr/bin/env python3
"""Writes engine/src/cartography/font_widths.inc: the advance widths of Liberation Sans, regular and bold.

usage: tools/font_widths.py FOLDER_OF_TTF > engine/src/cartography/font_widths.inc

Widths are numbers that say how far each character moves the pen; no outline of the font is copied. Liberation Sans (SIL
Open Font License 1.1; digitized data copyright 2010 Google Corporation, copyright 2012 Red Hat, Inc.) has the widths of
Arial, so that a text laid out with them fits where only Arial is installed.
"""
import pathlib
import struct
import sys

RANGES = [(0x20, 0x7E), (0xA0, 0x17F), (0x2010, 0x2026), (0x202F, 0x203A), (0x20AC, 0x20AC), (0x2212, 0x2212),
          (0x2264, 0x2265)]


def tables_of(data):
    count = struct.unpack(">H", data[4:6])[0]
    records = [struct.unpack(">4sIII", data[12 + 16 * i:28 + 16 * i]) for i in range(count)]
    return {tag.decode(): data[start:start + size] for tag, _, start, size in records}


def glyphs_of(cmap):
    """Character -> glyph, from the format 4 table of Unicode."""
    for i in range(struct.unpack(">H", cmap[2:4])[0]):
        platform, encoding, start = struct.unpack(">HHI", cmap[4 + 8 * i:12 + 8 * i])
        if (platform, encoding) != (3, 1):
            continue
        table = cmap[start:]
        segments = struct.unpack(">H", table[6:8])[0] // 2

        def list_at(at, form="H"):
            return struct.unpack(f">{segments}{form}", table[at:at + 2 * segments])

        ends, begins = list_at(14), list_at(16 + 2 * segments)
        deltas, offsets = list_at(16 + 4 * segments, "h"), list_at(16 + 6 * segments)
        glyphs = {}
        for s in range(segments):
            for code in range(begins[s], min(ends[s], 0xFFFE) + 1):
                if offsets[s] == 0:
                    glyph = (code + deltas[s]) & 0xFFFF
                else:
                    at = 16 + 6 * segments + 2 * s + offsets[s] + 2 * (code - begins[s])
                    glyph = struct.unpack(">H", table[at:at + 2])[0]
                    glyph = (glyph + deltas[s]) & 0xFFFF if glyph else 0
                glyphs[code] = glyph
        return glyphs
    raise SystemExit("no Unicode table in the font")


def widths_of(path):
    tables = tables_of(pathlib.Path(path).read_bytes())
    assert struct.unpack(">H", tables["head"][18:20])[0] == 2048
    long_metrics = struct.unpack(">H", tables["hhea"][34:36])[0]
    glyphs = glyphs_of(tables["cmap"])

    def width(code):
        glyph = min(glyphs.get(code, 0), long_metrics - 1)
        return struct.unpack(">H", tables["hmtx"][4 * glyph:4 * glyph + 2])[0]

    return width


def main():
    folder = pathlib.Path(sys.argv[1])
    print("// Made by tools/font_widths.py: advance widths of Liberation Sans in 1/2048 em (SIL Open Font License 1.1).")
    for name, file in (("regular", "LiberationSans-Regular.ttf"), ("bold", "LiberationSans-Bold.ttf")):
        width = widths_of(folder / file)
        numbers = [str(width(code)) for first, last in RANGES for code in range(first, last + 1)]
        print(f"constexpr std::array<std::uint16_t, {len(numbers)}> {name}_widths{{")
        line = "   "
        for number in numbers:
            if len(line) + len(number) + 2 > 118:
                print(line)
                line = "   "
            line += f" {number},"
        print(f"{line}\n}};")
    ranges = ", ".join(f"{{0x{first:X}, 0x{last:X}}}" for first, last in RANGES)
    print(f"constexpr std::array<WidthRange, {len(RANGES)}> width_ranges{{{{{ranges}}}}};")


if __name__ == "__main__":
    main()
