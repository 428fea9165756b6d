#include "maillage/cartography/render.hpp"

#include <cairo-pdf.h>
#include <cairo.h>
#include <fmt/format.h>
#include <fontconfig/fontconfig.h>
#include <librsvg/rsvg.h>

#include <cmath>
#include <memory>

#include "maillage/base/error.hpp"
#include "maillage/base/memory.hpp"

namespace maillage {
namespace {

struct Release {
  void operator()(RsvgHandle* handle) const noexcept { g_object_unref(handle); }
  void operator()(cairo_surface_t* surface) const noexcept { cairo_surface_destroy(surface); }
  void operator()(cairo_t* context) const noexcept { cairo_destroy(context); }
  void operator()(GError* error) const noexcept { g_error_free(error); }
  void operator()(FcPattern* pattern) const noexcept { FcPatternDestroy(pattern); }
};
template <class Resource>
using Owned = std::unique_ptr<Resource, Release>;

constexpr double mm_per_inch = 25.4;
constexpr double points_per_inch = 72;

[[noreturn]] void fail(const GError* error) {
  throw Error(Failure::internal, message("the map is drawn and cannot be rendered: {}",
                                         std::string(error == nullptr ? "?" : error->message)));
}

// What the libraries need beside the picture.
void require_room(std::size_t picture = 0) {
  constexpr std::size_t room = std::size_t{96} << 20U;
  require_memory(room + picture);
}

Owned<RsvgHandle> read(const std::string& svg) {
  require_room(8 * svg.size());
  GError* error = nullptr;
  Owned<RsvgHandle> handle(
      rsvg_handle_new_from_data(reinterpret_cast<const guint8*>(svg.data()), svg.size(), &error));
  const Owned<GError> owned(error);
  if (!handle) fail(error);
  return handle;
}

struct Size {
  double width, height;  // mm
};

Size size_of(RsvgHandle* handle) {
  gboolean has_width = 0, has_height = 0, has_box = 0;
  RsvgLength width{}, height{};
  RsvgRectangle box{};
  rsvg_handle_get_intrinsic_dimensions(handle, &has_width, &width, &has_height, &height, &has_box, &box);
  if (has_box == 0) fail(nullptr);
  return {box.width, box.height};
}

cairo_status_t append(void* to, const unsigned char* bytes, unsigned int length) {
  static_cast<std::string*>(to)->append(reinterpret_cast<const char*>(bytes), length);
  return CAIRO_STATUS_SUCCESS;
}

void render(RsvgHandle* handle, cairo_surface_t* surface, double width, double height) {
  const Owned<cairo_t> context(cairo_create(surface));
  const RsvgRectangle viewport{0, 0, width, height};
  GError* error = nullptr;
  const bool done = rsvg_handle_render_document(handle, context.get(), &viewport, &error) != 0;
  const Owned<GError> owned(error);
  if (!done) fail(error);
}

// The page seldom fills the last row of pixels.
void fill_white(cairo_surface_t* surface) {
  const Owned<cairo_t> context(cairo_create(surface));
  cairo_set_source_rgb(context.get(), 1, 1, 1);
  cairo_paint(context.get());
}

}  // namespace

std::string to_png(const std::string& svg, double dpi) {
  constexpr double most_pixels = 32767;
  const Owned<RsvgHandle> handle = read(svg);
  const Size size = size_of(handle.get());
  const double width = std::round(size.width / mm_per_inch * dpi),
               height = std::round(size.height / mm_per_inch * dpi);
  if (width > most_pixels || height > most_pixels || width < 1 || height < 1)
    throw Error(Failure::usage, message("a picture of {} × {} pixels cannot be made; at most {} each way",
                                        width, height, most_pixels));
  constexpr double bytes_per_pixel = 4;
  require_room(static_cast<std::size_t>(2 * bytes_per_pixel * width * height));
  const Owned<cairo_surface_t> surface(
      cairo_image_surface_create(CAIRO_FORMAT_RGB24, static_cast<int>(width), static_cast<int>(height)));
  fill_white(surface.get());
  render(handle.get(), surface.get(), width, height);
  std::string bytes;
  if (cairo_surface_write_to_png_stream(surface.get(), append, &bytes) != CAIRO_STATUS_SUCCESS) fail(nullptr);
  return bytes;
}

std::string to_pdf(const std::string& svg, const std::string& title, Day date) {
  const Owned<RsvgHandle> handle = read(svg);
  const Size size = size_of(handle.get());
  const double width = size.width / mm_per_inch * points_per_inch,
               height = size.height / mm_per_inch * points_per_inch;
  std::string bytes;
  const Owned<cairo_surface_t> surface(cairo_pdf_surface_create_for_stream(append, &bytes, width, height));
  const std::string day = to_iso(date) + "T00:00:00Z";
  cairo_pdf_surface_set_metadata(surface.get(), CAIRO_PDF_METADATA_TITLE, title.c_str());
  cairo_pdf_surface_set_metadata(surface.get(), CAIRO_PDF_METADATA_CREATOR, "maillage");
  cairo_pdf_surface_set_metadata(surface.get(), CAIRO_PDF_METADATA_CREATE_DATE, day.c_str());
  render(handle.get(), surface.get(), width, height);
  cairo_surface_finish(surface.get());
  if (cairo_surface_status(surface.get()) != CAIRO_STATUS_SUCCESS) fail(nullptr);
  return bytes;
}

std::string font_used() {
  require_room();
  const Owned<FcPattern> wanted(FcPatternCreate());
  for (const char* family : {"Liberation Sans", "Arial", "Helvetica", "sans-serif"})
    FcPatternAddString(wanted.get(), FC_FAMILY, reinterpret_cast<const FcChar8*>(family));
  FcConfigSubstitute(nullptr, wanted.get(), FcMatchPattern);
  FcDefaultSubstitute(wanted.get());
  FcResult result = FcResultMatch;
  const Owned<FcPattern> found(FcFontMatch(nullptr, wanted.get(), &result));
  FcChar8* family = nullptr;
  if (!found || FcPatternGetString(found.get(), FC_FAMILY, 0, &family) != FcResultMatch) return {};
  return reinterpret_cast<const char*>(family);
}

}  // namespace maillage
