#include "geometry/geos.hpp"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "maillage/base/error.hpp"

namespace maillage::geos {
namespace {

void keep(const char* message, void* text) {
  static_cast<std::string*>(text)->assign(message);
}

struct Context {
  std::string message;
  GEOSContextHandle_t handle = GEOS_init_r();

  Context() {
    GEOSContext_setErrorMessageHandler_r(handle, keep, &message);
    GEOSContext_setNoticeMessageHandler_r(handle, keep, &message);
  }
  ~Context() { GEOS_finish_r(handle); }
  Context(const Context&) = delete;
  Context& operator=(const Context&) = delete;
};

Context& of_thread() {
  thread_local Context context;
  return context;
}

}  // namespace

GEOSContextHandle_t context() {
  return of_thread().handle;
}

std::string take_message() {
  std::string message = std::exchange(of_thread().message, {});
  return message.empty() ? "no message" : message;
}

Geometry checked(Geometry geometry, std::string_view what) {
  if (!geometry) throw Error(Failure::internal, fmt::format("{}: GEOS failed: {}", what, take_message()));
  return geometry;
}

std::vector<GEOSGeometry*> release_all(std::vector<Geometry>& parts) {
  std::vector<GEOSGeometry*> raw;
  raw.reserve(parts.size());
  for (Geometry& part : parts) raw.push_back(part.release());
  return raw;
}

Geometry collect(std::vector<Geometry> parts, int type) {
  std::vector<GEOSGeometry*> raw = release_all(parts);
  return checked(
      Geometry(GEOSGeom_createCollection_r(context(), type, raw.data(), static_cast<unsigned>(raw.size()))),
      "collection");
}

double area(const GEOSGeometry& geometry) {
  double value = 0;
  if (!GEOSArea_r(context(), &geometry, &value))
    throw Error(Failure::internal, fmt::format("area: GEOS failed: {}", take_message()));
  return value;
}

double length(const GEOSGeometry& geometry) {
  double value = 0;
  if (!GEOSLength_r(context(), &geometry, &value))
    throw Error(Failure::internal, fmt::format("length: GEOS failed: {}", take_message()));
  return value;
}

Fault fault_of(const GEOSGeometry& geometry) {
  char* reason = nullptr;
  GEOSGeometry* place = nullptr;
  const char valid = GEOSisValidDetail_r(context(), &geometry, 0, &reason, &place);
  Fault fault;
  if (valid == 0) {
    fault.reason = reason ? reason : "invalid";
    if (place) {
      GEOSGeomGetX_r(context(), place, &fault.location.x);
      GEOSGeomGetY_r(context(), place, &fault.location.y);
    }
  }
  if (reason) GEOSFree_r(context(), reason);
  if (place) GEOSGeom_destroy_r(context(), place);
  if (valid == 2) throw Error(Failure::internal, fmt::format("validity: GEOS failed: {}", take_message()));
  return fault;
}

Geometry make_valid(const GEOSGeometry& geometry) {
  struct ReleaseParameters {
    void operator()(GEOSMakeValidParams* parameters) const {
      GEOSMakeValidParams_destroy_r(context(), parameters);
    }
  };
  const std::unique_ptr<GEOSMakeValidParams, ReleaseParameters> parameters(
      GEOSMakeValidParams_create_r(context()));
  GEOSMakeValidParams_setMethod_r(context(), parameters.get(), GEOS_MAKE_VALID_STRUCTURE);
  GEOSMakeValidParams_setKeepCollapsed_r(context(), parameters.get(), 0);
  return checked(Geometry(GEOSMakeValidWithParams_r(context(), &geometry, parameters.get())), "make valid");
}

Geometry intersection(const GEOSGeometry& a, const GEOSGeometry& b, double grid) {
  return Geometry(grid > 0 ? GEOSIntersectionPrec_r(context(), &a, &b, grid)
                           : GEOSIntersection_r(context(), &a, &b));
}

Geometry difference(const GEOSGeometry& a, const GEOSGeometry& b, double grid) {
  return Geometry(grid > 0 ? GEOSDifferencePrec_r(context(), &a, &b, grid)
                           : GEOSDifference_r(context(), &a, &b));
}

Geometry unary_union(const GEOSGeometry& collection, double grid) {
  return Geometry(grid > 0 ? GEOSUnaryUnionPrec_r(context(), &collection, grid)
                           : GEOSUnaryUnion_r(context(), &collection));
}

}  // namespace maillage::geos
