// Forms of codes: what a well-formed code of a level is, and whether a column of keys fits a layout.
#pragma once

#include <map>
#include <span>
#include <string>
#include <string_view>

#include "maillage/formats/recognise/layout.hpp"

namespace maillage {

enum class CodeForm : std::uint8_t { any, commune, epci, departement, region, nation, qpv, iris };

[[nodiscard]] CodeForm form_of(const Level& level);
[[nodiscard]] bool has_form(std::string_view code, CodeForm form);

// How many characters a code of that form takes when its zeros are there; 0: no fixed number.
[[nodiscard]] std::size_t width_of(CodeForm form);

[[nodiscard]] const std::map<std::string, std::string, std::less<>>& region_names();

// Placeholders and total rows, by the regular expressions of the layout.
[[nodiscard]] bool is_placeholder(const Layout& layout, std::string_view code);
[[nodiscard]] bool is_total(const Layout& layout, std::string_view code);

// Do at least nine keys out of ten, of the rows given, have the form that the layout wants (zeros lost and numbers allowed)?
[[nodiscard]] bool keys_fit(const Table& table, std::span<const std::size_t> rows, std::size_t key,
                            std::optional<std::size_t> name, const Layout& layout);

// Postal codes look like codes of communes and are none: four in five end in 0, of Insee codes one in ten. Few codes
// (less than five different ones) prove nothing, unless the column is called so.
[[nodiscard]] bool are_postal_codes(std::span<const std::string> codes, std::string_view column);
// What a postal code becomes, so that it is found nowhere: "CP 17310".
[[nodiscard]] std::string as_postal_code(std::string_view code);

// Are the SIREN of a column those of EPCI, not of communes, départements or regions?
[[nodiscard]] bool codes_are_of_epci(const Table& table, std::size_t column, const Layout& layout);

}  // namespace maillage
