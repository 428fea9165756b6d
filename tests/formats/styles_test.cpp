#include "maillage/formats/style/styles.hpp"

#include <rapidcheck.h>

#include <catch2/catch.hpp>
#include <cmath>

#include "formats/writer_sample.hpp"
#include "maillage/formats/flat_table.hpp"

using namespace maillage;

namespace {

std::vector<std::string> labels_of(const std::vector<StyleClass>& classes) {
  std::vector<std::string> labels;
  for (const StyleClass& item : classes) labels.push_back(item.label);
  return labels;
}

Layer layer_of(const std::vector<double>& values, int decimals) {
  std::vector<Zone> zones;
  for (std::size_t i = 0; i < values.size(); ++i) zones.push_back({"Z" + std::to_string(100000 + i), ""});
  Layer layer;
  layer.theme = "any";
  layer.zoning = make_zoning(Level::commune, sample::day(), "test", std::move(zones));
  layer.style = "x";
  Measure measure(sample::info("x", "Taux", "", "%", decimals), Kind::rate, values.size());
  for (std::size_t i = 0; i < values.size(); ++i) measure.set(i, known(values[i]));
  layer.columns = {std::move(measure)};
  return layer;
}

using List = std::vector<std::string>;

}  // namespace

TEST_CASE("styles: a Ctg status shows its labels in the order of the book, each with its number of zones") {
  const Style style = style_of(sample::ctg_layer(), style_book(Lang::fr));
  CHECK(style.kind == StyleKind::categorised);
  CHECK(style.field == "ctg_status");
  CHECK(labels_of(style.classes) == List{"Couvert par une Ctg", "Couvert, échéance proche",
                                         "Couvert par la seule commune", "Couvert en partie",
                                         "Non couvert, Ctg échue", "Non couvert", "Non couvert, sans EPCI",
                                         "Situation inconnue"});
  for (const StyleClass& item : style.classes) CHECK(item.zones == 2);
  CHECK(style.missing.empty());
}

TEST_CASE("styles: classes stand around the reference, zero apart, every reason apart") {
  const Style style = style_of(sample::childcare_layer(), style_book(Lang::fr));
  CHECK(style.kind == StyleKind::graduated);
  CHECK(style.title == "Taux de couverture (référence\u202f: France, 2023 60,0)");
  CHECK(labels_of(style.classes) == List{"0", "moins de 36,0", "36,0 à moins de 51,0", "51,0 à moins de 60,0",
                                         "60,0 à moins de 69,0", "69,0 à moins de 84,0", "84,0 et plus"});
  CHECK(labels_of(style.missing) == List{"Secret statistique", "Secret statistique (secondaire)",
                                         "Non disponible", "Non significatif", "Sans objet", "Non localisé",
                                         "Absent de la source"});
  std::size_t zones = 0;
  for (const auto* classes : {&style.classes, &style.missing}) {
    for (const StyleClass& item : *classes) zones += item.zones;
  }
  CHECK(zones == sample::zones);
}

TEST_CASE("styles: without reference classes hold equal numbers of values") {
  std::vector<double> values;
  for (int i = 1; i <= 100; ++i) values.push_back(i * i);
  const Style style = style_of(layer_of(values, 0), style_book(Lang::fr));
  REQUIRE(style.classes.size() == 5);
  for (const StyleClass& item : style.classes) CHECK(item.zones == 20);
  CHECK(style.classes.front().label == "1 à moins de 420\u202f%");
  CHECK(style.classes.back().label == "6\u202f500 à 10\u202f000\u202f%");
}

TEST_CASE("styles: every value falls in exactly one class, limits are what the legend prints") {
  REQUIRE(rc::check([] {
    const auto raw = *rc::gen::container<std::vector<int>>(rc::gen::inRange(-3000, 3000));
    const int decimals = *rc::gen::inRange(0, 3);
    std::vector<double> values;
    for (const int value : raw) values.push_back(value / 70.0);
    const Style style = style_of(layer_of(values, decimals), style_book(Lang::fr));
    std::size_t zones = 0;
    for (std::size_t i = 0; i < style.classes.size(); ++i) {
      const StyleClass& item = style.classes[i];
      zones += item.zones;
      const double scale = std::pow(10.0, decimals);
      RC_ASSERT(std::abs(item.from * scale - std::round(item.from * scale)) < 1e-6);
      RC_ASSERT(item.zones > 0);
      if (i > 0 && style.classes[i - 1].to != 0) RC_ASSERT(style.classes[i - 1].to == item.from);
    }
    RC_ASSERT(zones == values.size());
    RC_ASSERT(style.classes.size() <= 6);
  }));
}

TEST_CASE("styles: a count, a text, no column, no value at all: nothing is invented") {
  Layer layer = sample::childcare_layer();
  for (const char* column : {"places_total", "absent", ""}) {
    layer.style = column;
    CHECK(style_of(layer, style_book(Lang::fr)).kind == StyleKind::plain);
    CHECK(style_of(layer, style_book(Lang::fr)).classes.empty());
  }
  layer = layer_of({1, 2}, 1);
  std::get<Measure>(layer.columns[0]).set(0, missing(Presence::secret_primary));
  std::get<Measure>(layer.columns[0]).set(1, missing(Presence::secret_primary));
  CHECK(style_of(layer, style_book(Lang::fr)).classes.empty());
  CHECK(labels_of(style_of(layer, style_book(Lang::fr)).missing) == List{"Secret statistique"});
}

TEST_CASE("styles: one value, or all equal, make one class that holds them") {
  for (const std::vector<double>& values :
       {std::vector<double>{5.0}, std::vector<double>{2.25, 2.25, 2.25}}) {
    const Style style = style_of(layer_of(values, 1), style_book(Lang::fr));
    REQUIRE(style.classes.size() == 1);
    CHECK(style.classes[0].zones == values.size());
  }
}

TEST_CASE("styles: a label that no list knows still gets a colour of its own") {
  Layer layer = sample::ctg_layer();
  Category kind(sample::info("kind", "Type"), {"rural_area", "town"}, sample::zones);
  for (std::size_t i = 0; i < sample::zones; ++i) kind.set(i, i % 2 == 0 ? "rural_area" : "town");
  layer.columns.emplace_back(std::move(kind));
  layer.style = "kind";
  const Style style = style_of(layer, style_book(Lang::fr));
  CHECK(labels_of(style.classes) == List{"rural area", "town"});
  CHECK_FALSE(style.classes[0].look.fill == style.classes[1].look.fill);
}

TEST_CASE("styles: hostile texts do no harm in QML and SLD") {
  Layer layer = sample::ctg_layer();
  Category kind(sample::info("k\"'<&", "<script>\x01 \"é\""), {"a'b\\", "<x>&"}, sample::zones);
  for (std::size_t i = 0; i < sample::zones; ++i) kind.set(i, i % 2 == 0 ? "a'b\\" : "<x>&");
  layer.columns.emplace_back(std::move(kind));
  layer.style = "k\"'<&";
  const Style style = style_of(layer, style_book(Lang::fr));
  for (const std::string& text : {to_qml(layer, flatten(layer), style_book(Lang::fr)), to_sld(style)}) {
    CHECK(text.find("<script>") == std::string::npos);
    CHECK(text.find("<x>") == std::string::npos);
    CHECK(text.find('\x01') == std::string::npos);
    CHECK(text.find("&lt;x&gt;&amp;") != std::string::npos);
  }
}
