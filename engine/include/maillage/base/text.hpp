// Text as the files of French administrations have it.
//
// Everything is UTF-8 once read. `trim` removes blanks, U+00A0 and U+202F at both ends. `fold` is for
// comparing names, never for showing them: lower case, no accent, no punctuation, one blank between words.
//
// parse_number takes what these files hold: "1 234,5" with any of the blanks above as thousands
// separator, a decimal comma or point, a sign (also U+2212), an exponent; with `Decimal::comma` a point
// is refused when it could be a thousands separator ("1.234") and the other way round. Text around the
// number makes it no number.
//
//     parse_number("68 317 084");   // 68317084
//     const std::vector<std::string> known{"EPCI", "COM"};
//     closest("EPIC", known);       // "EPCI": transposed letters count as one slip
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace maillage {

[[nodiscard]] std::string_view trim(std::string_view text);
[[nodiscard]] std::string fold(std::string_view text);
[[nodiscard]] std::string to_lower_ascii(std::string_view text);
[[nodiscard]] bool is_utf8(std::string_view bytes);
// Length of the well-formed UTF-8 sequence at the start of the bytes; 0 when there is none.
[[nodiscard]] std::size_t utf8_length(std::string_view bytes);
// Data as a terminal may show it: what would move its cursor, colour it, or turn the order of letters (control characters
// but line ends and tabs, marks of direction, bytes that are no UTF-8) is written out: "\x1b", "\u202e".
[[nodiscard]] std::string printable(std::string_view text);
// The same on one line: line ends are written out too.
[[nodiscard]] std::string printable_line(std::string_view text);

// Without them, for a picture or a page, where letters stand in the order in which they are read.
[[nodiscard]] std::string unmarked(std::string_view text);
// At most so many bytes, cut between two characters, with "…" when something is missing.
[[nodiscard]] std::string shortened(std::string_view text, std::size_t most);
[[nodiscard]] std::string from_cp1252(std::string_view bytes);
[[nodiscard]] bool all_digits(std::string_view text);

// A code that users choose: small letters, digits and _, a letter first, at most 40 characters.
[[nodiscard]] bool is_plain_code(std::string_view text);

[[nodiscard]] std::vector<std::string_view> split(std::string_view text, char separator);
[[nodiscard]] std::string join(std::span<const std::string> parts, std::string_view separator);

enum class Decimal : std::uint8_t { either, comma, point };
[[nodiscard]] std::optional<double> parse_number(std::string_view text, Decimal decimal = Decimal::either);

// Number of insertions, deletions, replacements and swaps of neighbours between the two
// (Damerau-Levenshtein).
[[nodiscard]] std::size_t slips_between(std::string_view a, std::string_view b);

// The candidate nearest to the word, if it is near enough to be worth suggesting (at
// most a third of its length).
[[nodiscard]] std::optional<std::string> closest(std::string_view word,
                                                 std::span<const std::string> candidates);

// A number as French prose prints it: U+202F between thousands, decimal comma, U+2212 for minus.
[[nodiscard]] std::string french_number(double value, int decimals = 0);

// A bound as prose prints it, rounded outward so that "at least" and "at most" stay true; a hair beyond a
// printed value (noise of arithmetic) is that value.
[[nodiscard]] double rounded_down(double value, int decimals);
[[nodiscard]] double rounded_up(double value, int decimals);
// To the nearest, halves away from zero, in every language; formatting alone would send 12.25 to 12.2.
[[nodiscard]] double rounded(double value, int decimals);

// French prose written with plain spaces, as it is printed: U+202F before ; : ! ? % and inside « ».
[[nodiscard]] std::string french_spacing(std::string_view text);
inline constexpr std::string_view thin_space = "\u202f";

// The number of at most twelve significant digits that a figure is written with: what arithmetic leaves beyond
// (25.150000000000002) says nothing. A bound goes outward to its twelfth digit, never inward; what is within a few
// units of the last binary place is noise, and that number itself. Infinite numbers and NaN stay as they are.
[[nodiscard]] double tidy(double value);
[[nodiscard]] double tidy_down(double value);
[[nodiscard]] double tidy_up(double value);

// The shortest text that reads back as the same double; no exponent for everyday magnitudes; never "-0".
[[nodiscard]] std::string plain_number(double value);

// The text for XML: markup escaped, characters that XML forbids left out.
[[nodiscard]] std::string xml(std::string_view text);

}  // namespace maillage
