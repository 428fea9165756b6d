// The files of the demo territory, one function per producer. Each writes whole files into the folder.
#pragma once

#include <filesystem>
#include <iterator>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "demo/country.hpp"

namespace maillage::demo {

using Folder = std::filesystem::path;

void save(const Folder& folder, std::string_view name, const std::string& text);

// Appends formatted text.
template <class... Values>
void put(std::string& text, fmt::format_string<Values...> form, Values&&... values) {
  fmt::format_to(std::back_inserter(text), form, std::forward<Values>(values)...);
}

inline constexpr std::string_view byte_order_mark = "\xef\xbb\xbf";

// Days on which the tables list communes.
inline constexpr std::string_view day_of_list = "2025-01-01";      // COG, populations, epcicom, FRR
inline constexpr std::string_view day_of_cnaf = "2024-01-01";      // places and rates of 2023
inline constexpr std::string_view day_of_people = "2023-01-01";    // census, Caf
inline constexpr std::string_view day_of_filosofi = "2022-01-01";  // incomes of 2021
inline constexpr std::string_view day_of_zrr = "2021-01-01";

struct Qpv {
  std::string code, name;
  std::uint32_t departement = 0;
  std::vector<std::uint32_t> communes;  // of 2018, the main one first
  Line ring;                            // of four decimals
  std::int64_t population = 0;
};
[[nodiscard]] std::vector<Qpv> draw_qpv(const Country& country);

void write_boundaries(const Country& country, const Folder& folder);
void write_cog(const Country& country, const Folder& folder);
void write_populations(const Country& country, const Folder& folder);
void write_memberships(const Country& country, const Folder& folder);
void write_statuses(const Country& country, const Folder& folder);
void write_childcare(const Country& country, const Folder& folder);
void write_caf(const Country& country, const Folder& folder);
void write_filosofi(const Country& country, const Folder& folder);
void write_qpv(const Country& country, const std::vector<Qpv>& qpv, const Folder& folder);
void write_grid(const Country& country, const Folder& folder);
void write_ctg(const Country& country, const Folder& folder);
void write_study(const Country& country, const Folder& folder);

// A closed ring as GeoJSON coordinates.
void put_ring(std::string& text, const Line& ring);

}  // namespace maillage::demo
