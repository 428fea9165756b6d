#include "maillage/geometry/project.hpp"

#include <proj.h>

#include <array>
#include <cmath>
#include <map>
#include <memory>
#include <optional>
#include <utility>

#include <fmt/format.h>

#include "geometry/rings.hpp"
#include "maillage/base/error.hpp"
#include "maillage/base/memory.hpp"
#include "maillage/base/parallel.hpp"
#include "maillage/base/progress.hpp"

namespace maillage {
namespace {

struct Release {
  void operator()(PJ_CONTEXT* context) const noexcept { proj_context_destroy(context); }
  void operator()(PJ* operation) const noexcept { proj_destroy(operation); }
};
using Operation = std::unique_ptr<PJ, Release>;

// A PROJ context and the operations made in it belong to one thread.
struct Workshop {
  std::unique_ptr<PJ_CONTEXT, Release> context{proj_context_create()};
  std::map<std::pair<int, int>, Operation> operations;

  Workshop() {
    proj_context_set_enable_network(context.get(), 0);
    proj_log_level(context.get(), PJ_LOG_NONE);
  }
};

Workshop& of_thread() {
  thread_local Workshop workshop;
  return workshop;
}

std::string authority_name(Crs crs) {
  return fmt::format("EPSG:{}", crs.epsg);
}

// The name of the crs; nothing when PROJ does not know the number or it is no crs.
std::optional<std::string> name_of(Crs crs) {
  const Operation found(proj_create(of_thread().context.get(), authority_name(crs).c_str()));
  if (!found || !proj_is_crs(found.get())) return std::nullopt;
  return proj_get_name(found.get());
}

// PROJ answers with nothing when its database gets no memory, as it does for what it does not know.
void require_database() {
  constexpr std::size_t room = std::size_t{32} << 20U;
  require_memory(room);
  if (!name_of(wgs84))
    throw Error(
        Failure::io,
        message(
            "not enough memory for the database of PROJ (proj.db), or it is not installed where PROJ looks"));
}

void require_known(Crs crs) {
  if (name_of(crs)) return;
  require_database();
  throw Error(Failure::usage, message("EPSG:{} is no coordinate reference system known to PROJ", crs.epsg));
}

PJ* operation(Crs from, Crs to) {
  Workshop& workshop = of_thread();
  Operation& slot = workshop.operations[{from.epsg, to.epsg}];
  if (!slot) {
    const Operation raw(proj_create_crs_to_crs(workshop.context.get(), authority_name(from).c_str(),
                                               authority_name(to).c_str(), nullptr));
    if (raw) slot.reset(proj_normalize_for_visualization(workshop.context.get(), raw.get()));
    if (!slot) require_database();
    if (!slot)
      throw Error(Failure::usage,
                  message("no way from {} to {} known to PROJ", describe(from), describe(to)));
  }
  return slot.get();
}

bool on_earth(Point point) {
  return std::abs(point.x) <= 360 && std::abs(point.y) <= 90;
}
bool finite(Point point) {
  return std::isfinite(point.x) && std::isfinite(point.y);
}

[[noreturn]] void refuse(const Shapes& shapes, std::size_t point, Crs target) {
  const Point at = shapes.points[point];
  throw Error(Failure::unreadable,
              message("zone {}: point {}, {} in {} has no place in {}", zone_of_point(shapes, point), at.x,
                      at.y, describe(shapes.crs), describe(target)));
}

}  // namespace

Shapes project(const Shapes& shapes, Crs target) {
  if (shapes.crs == target) return shapes;
  require_known(shapes.crs);
  require_known(target);
  Shapes result = shapes;
  result.crs = target;
  constexpr std::size_t points_at_a_time = 65536;
  parallel_for(shapes.points.size(), points_at_a_time, [&](std::size_t begin, std::size_t end, std::size_t) {
    stop_point();
    if (shapes.crs.is_geographic())
      for (std::size_t i = begin; i < end; ++i)
        if (!on_earth(shapes.points[i])) refuse(shapes, i, target);
    const std::size_t count = end - begin;
    proj_trans_generic(operation(shapes.crs, target), PJ_FWD, &result.points[begin].x, sizeof(Point), count,
                       &result.points[begin].y, sizeof(Point), count, nullptr, 0, 0, nullptr, 0, 0);
    for (std::size_t i = begin; i < end; ++i)
      if (!finite(result.points[i])) refuse(shapes, i, target);
  });
  return result;
}

Crs legal_crs(std::string_view departement_code) {
  if (departement_code.size() == 2) return lambert93;
  struct Legal {
    std::string_view departement;
    int epsg;
  };
  constexpr std::array<Legal, 8> overseas{{{"971", 5490},    // RGAF09 / UTM 20N, Guadeloupe
                                           {"972", 5490},    // Martinique
                                           {"973", 2972},    // RGFG95 / UTM 22N, Guyane
                                           {"974", 2975},    // RGR92 / UTM 40S, La Réunion
                                           {"975", 4467},    // RGSPM06 / UTM 21N, Saint-Pierre-et-Miquelon
                                           {"976", 4471},    // RGM04 / UTM 38S, Mayotte
                                           {"977", 5490},    // Saint-Barthélemy
                                           {"978", 5490}}};  // Saint-Martin
  for (const Legal& legal : overseas)
    if (legal.departement == departement_code) return {legal.epsg};
  throw Error(Failure::usage,
              message("no legal projection known for département \"{}\"; expected two characters "
                      "(Lambert-93) or 971 to 978",
                      departement_code));
}

std::string describe(Crs crs) {
  const std::optional<std::string> name = name_of(crs);
  return name ? fmt::format("EPSG:{} ({})", crs.epsg, *name) : authority_name(crs);
}

}  // namespace maillage
