// Priority zones: ZRR and FRR statuses, and QPV laid on communes.
//
// ZRR / FRR. A status is a category of communes at a day. A StatusScheme says which labels count as inside
// and which as partly inside (part of a commune nouvelle, commune partly classified). Communes, inhabitants
// and area inside are counted; a partly inside commune brings [0, whole] to the bounds and nothing to the
// value, which is marked partial; a commune whose status is not known leaves both sides of a share, and
// opens its bounds in the same way. Each label is counted apart, so that 129 communes "under ZRR" show as
// 124 classified and 5 "sortantes". A category "zrr_partly" with the label "partly" makes a classified
// commune a partly classified one (statuses that merged communes no longer share). FRR beneficiaries are
// not classified: they are counted apart.
//
// QPV. Pieces come from an overlay (geometry room): the area that a QPV and a commune share. Slivers,
// pieces thinner than the sum of both precisions, are given to the main commune of their QPV (the one with
// the largest piece, first code when equal) by resolve_slivers; the layer of communes lists them with the
// area moved, once. A QPV on two communes of one EPCI counts once there. People by area, inhabitants of
// the commune x share of its area, are an estimate marked as such: bounds [0, all its inhabitants] unless
// the pieces are the whole commune. Where the source is not known to hold every QPV (`complete`), a commune
// without one is unknown, and counts and areas of the others are low bounds, marked partial. `area_method` says how areas were measured and is printed. Areas come
// in m2, and leave in km2. Where a table publishes the inhabitants of QPV (`figures`), these are counted instead, exactly where a
// QPV lies in one target. A layer of QPV shows all the figures published for them.
//
//     Layer layer = priority_layer(communes, to_epci, overlay, diagnostics);
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "maillage/base/lang.hpp"
#include "maillage/themes/figures.hpp"
#include "maillage/themes/layer.hpp"
#include "maillage/zoning/shapes.hpp"

namespace maillage {

enum class ZoneStatus : std::uint8_t { outside_zone, partly, inside };

struct StatusLabel {
  std::string code;
  std::string one;      // French, singular: "classée"
  std::string many;     // "classées"
  std::string english;  // "classified", one or many
  ZoneStatus zone_status = ZoneStatus::outside_zone;
};

struct StatusScheme {
  std::string category;             // code in LevelFigures::categories: "zrr", "frr"
  std::string title;                // "ZRR"
  std::string detail;               // code of the finer category: "zrr_detail"; empty: none
  std::vector<StatusLabel> labels;  // of the category; a label that is not listed is outside
  std::vector<StatusLabel> details;
  bool dated = false;  // lists follow each other: the sentence names the day of the one read
};

// ZRR and FRR, with the labels of the catalogue (geodata/sources/statuses.toml).
[[nodiscard]] const std::vector<StatusScheme>& status_schemes();

struct QpvPiece {
  std::uint32_t qpv = 0;      // zone of QpvOverlay::qpv
  std::uint32_t commune = 0;  // zone of the communes; `outside` when on none
  double area_m2 = 0;
  bool sliver = false;
};

struct QpvOverlay {
  ZoningRef qpv;  // null: no QPV columns
  std::vector<QpvPiece> pieces;
  std::vector<double> qpv_area;  // m2, per QPV: the whole of it
  std::string area_method;       // "géodésique (ellipsoïde GRS80)"
  int not_in_force = 0;          // the edition of QPV at hand that is left out, when nothing else is there
  std::vector<char> complete;    // per commune: 0 where a QPV may be missing from the source; empty: nowhere
  std::shared_ptr<const Shapes> outlines;  // one per QPV of `listed`; null: none is drawn
  ZoningRef listed;      // the QPV drawn, and others of the territory that a table has; null: no layer of QPV
  LevelFigures figures;  // published, over `listed`
};

// Slivers given to the main commune of their QPV: pieces without slivers, by QPV then commune. A QPV whose
// pieces leave a part of its area on no commune is listed ("qpv-outside-communes").
[[nodiscard]] std::vector<QpvPiece> resolve_slivers(const QpvOverlay& overlay, const Zoning& communes,
                                                    Diagnostics& diagnostics);

// Columns over the targets of the crosswalk (identity(communes) for the commune level). `communes` holds
// population, area and the categories.
[[nodiscard]] Layer priority_layer(const LevelFigures& communes, const Crosswalk& crosswalk,
                                   const QpvOverlay& overlay, Diagnostics& diagnostics, Lang lang = Lang::fr);

// The QPV one by one, with their area and the figures that are published for them.
[[nodiscard]] Layer qpv_layer(const QpvOverlay& overlay, Lang lang = Lang::fr);

// The table QPV x commune: a layer of theme "qpv_piece" over a zoning of its own, one zone per
// piece, coded "QP066001-66136".
[[nodiscard]] Layer qpv_piece_layer(const LevelFigures& communes, const QpvOverlay& overlay,
                                    Lang lang = Lang::fr);

// "ZRR : 129 communes sur 226 (57,1 %), dont 124 classées et 5 sortantes ; … QPV : 10 …": one zone.
[[nodiscard]] std::string priority_sentence(const Layer& layer, std::size_t zone, Lang lang = Lang::fr);

}  // namespace maillage
