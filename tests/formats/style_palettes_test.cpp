// Colours as a colour-blind reader, or a grey printer, sees them.
#include <algorithm>
#include <array>
#include <catch2/catch.hpp>
#include <cmath>

#include "formats/writer_sample.hpp"
#include "maillage/formats/style/styles.hpp"

using namespace maillage;

namespace {

using Triple = std::array<double, 3>;
using Matrix = std::array<Triple, 3>;

// Machado, Oliveira, Fernandes 2009, severity 1, on linear RGB.
const std::array<std::pair<const char*, Matrix>, 4> readers{{
    {"normal", {{{1, 0, 0}, {0, 1, 0}, {0, 0, 1}}}},
    {"protanopia",
     {{{0.152286, 1.052583, -0.204868}, {0.114503, 0.786281, 0.099216}, {-0.003882, -0.048116, 1.051998}}}},
    {"deuteranopia",
     {{{0.367322, 0.860646, -0.227968}, {0.280085, 0.672501, 0.047413}, {-0.011820, 0.042940, 0.968881}}}},
    {"tritanopia",
     {{{1.255528, -0.076749, -0.178779}, {-0.078411, 0.930809, 0.147602}, {0.004733, 0.691367, 0.303900}}}},
}};

double linear(unsigned value) {
  const double c = value / 255.0;
  return c <= 0.04045 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4);
}

Triple times(const Matrix& matrix, const Triple& v) {
  Triple out{};
  for (std::size_t i = 0; i < 3; ++i)
    out[i] = matrix[i][0] * v[0] + matrix[i][1] * v[1] + matrix[i][2] * v[2];
  return out;
}

Triple lab(Colour colour, const Matrix& reader) {
  static constexpr Matrix to_xyz{{{0.4124564, 0.3575761, 0.1804375},
                                  {0.2126729, 0.7151522, 0.0721750},
                                  {0.0193339, 0.1191920, 0.9503041}}};
  Triple rgb = times(reader, {linear(colour.red), linear(colour.green), linear(colour.blue)});
  for (double& part : rgb) part = std::clamp(part, 0.0, 1.0);
  const Triple xyz = times(to_xyz, rgb);
  const auto f = [](double t) { return t > 0.008856 ? std::cbrt(t) : 7.787 * t + 16.0 / 116; };
  const double x = f(xyz[0] / 0.95047), y = f(xyz[1]), z = f(xyz[2] / 1.08883);
  return {116 * y - 16, 500 * (x - y), 200 * (y - z)};
}

double distance(const Triple& a, const Triple& b) {
  return std::hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2]);
}

Style graduated(bool centred, const char* column = "rate_total") {
  Layer layer = sample::childcare_layer();
  std::get<Measure>(layer.columns[0]).info.code = column;
  layer.style = column;
  layer.references[0].column = column;
  if (!centred) layer.references.clear();
  return style_of(layer, style_book(Lang::fr));
}

}  // namespace

TEST_CASE("styles: graduated colours stay apart for every reader and darken steadily in grey") {
  for (const Style& style : {graduated(true), graduated(false), graduated(true, "poverty_rate"),
                             graduated(false, "poverty_rate")}) {
    for (const auto& [name, reader] : readers) {
      INFO(name);
      for (std::size_t i = 1; i < style.classes.size(); ++i) {
        const Triple before = lab(style.classes[i - 1].look.fill, reader);
        const Triple after = lab(style.classes[i].look.fill, reader);
        const double least_step = i == 1 ? 4 : 8;  // the first step is from the white of zero
        CHECK(before[0] - after[0] > least_step * (std::string(name) == "normal" ? 1.0 : 0.4));
        if (i > 1) CHECK(distance(before, after) > 12);
      }
    }
  }
}

TEST_CASE("styles: solid Ctg colours stay apart for every reader, in grey too; the rest is hatched") {
  const Style style = style_of(sample::ctg_layer(), style_book(Lang::fr));
  for (const auto& [name, reader] : readers) {
    for (const StyleClass& a : style.classes) {
      for (const StyleClass& b : style.classes) {
        if (&a == &b) continue;
        INFO(name << ": " << a.label << " / " << b.label);
        const bool both_solid = a.look.pattern == Pattern::none && b.look.pattern == Pattern::none;
        if (both_solid) {
          CHECK(std::abs(lab(a.look.fill, reader)[0] - lab(b.look.fill, reader)[0]) > 15);
        } else if (a.look.pattern == b.look.pattern) {
          CHECK(distance(lab(a.look.fill, reader), lab(b.look.fill, reader)) > 20);
        }
      }
    }
  }
}

TEST_CASE("styles: ink shows on its fill") {
  const Style ctg = style_of(sample::ctg_layer(), style_book(Lang::fr));
  const Style rates = graduated(true);
  for (const auto* classes : {&ctg.classes, &rates.missing}) {
    for (const StyleClass& item : *classes) {
      if (item.look.pattern == Pattern::none) continue;
      INFO(item.label);
      const Matrix& eye = readers[0].second;
      CHECK(std::abs(lab(item.look.fill, eye)[0] - lab(item.look.ink, eye)[0]) > 15);
    }
  }
}
