// Where French territories lie, in degrees and in the projections that are used for them.
#pragma once

#include <array>
#include <span>
#include <string_view>

#include "maillage/zoning/shapes.hpp"

namespace maillage {

struct Territory {
  std::string_view code;  // of the département or collectivity; "" for the mainland and Corsica
  std::string_view name;
  Box degrees;
};

// Extents of the land with its islets, rounded outwards (EPSG areas of use and IGN's lists of extreme
// points). Reefs and far islets without inhabitants are left out.
inline constexpr std::array<Territory, 12> territories{{
    {"", "mainland France", {-5.3, 41.2, 9.8, 51.2}},
    {"971", "Guadeloupe", {-62.0, 15.7, -60.9, 16.7}},
    {"972", "Martinique", {-61.4, 14.3, -60.7, 15.0}},
    {"973", "Guyane", {-54.8, 2.0, -51.4, 6.0}},
    {"974", "La Réunion", {55.1, -21.5, 55.9, -20.8}},
    {"975", "Saint-Pierre-et-Miquelon", {-56.6, 46.6, -56.0, 47.3}},
    {"976", "Mayotte", {44.9, -13.1, 45.4, -12.5}},
    {"977", "Saint-Barthélemy", {-63.0, 17.8, -62.7, 18.1}},
    {"978", "Saint-Martin", {-63.3, 17.9, -62.8, 18.3}},
    {"986", "Wallis-et-Futuna", {-178.4, -14.5, -176.0, -13.1}},
    {"987", "Polynésie française", {-155.0, -28.0, -134.0, -7.5}},
    {"988", "Nouvelle-Calédonie", {163.0, -23.0, 168.5, -17.5}},
}};

struct Projection {
  int epsg;
  std::string_view name;
  std::string_view code;  // of the territory that `metres` holds
  Box metres;
};

// Each box is the territory's box of degrees carried by PROJ 9.1 into the projection and rounded outwards
// to 10 km. A projection of several territories has one line for each.
[[nodiscard]] std::span<const Projection> projections();

}  // namespace maillage
