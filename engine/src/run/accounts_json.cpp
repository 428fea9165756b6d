#include "run/accounts_json.hpp"

namespace maillage {
namespace {

using Json = nlohmann::ordered_json;

Json loose_json(const std::vector<Loose>& loose) {
  Json list = Json::array();
  for (const Loose& item : loose) {
    Json entry{{"code", item.code}, {"name", item.name}};
    if (item.row > 0) entry["row"] = item.row;
    if (!item.suggestion.empty()) entry["suggestion"] = item.suggestion;
    list.push_back(std::move(entry));
  }
  return list;
}

Json moves_json(const std::vector<Move>& moves) {
  Json list = Json::array();
  for (const Move& move : moves)
    list.push_back({{"code", move.code}, {"successor", move.successor}, {"event", move.event}});
  return list;
}

}  // namespace

nlohmann::ordered_json account_json(const Account& account) {
  return {{"file", account.file},
          {"layer", account.layer},
          {"layout", account.layout},
          {"level", account.level.code},
          {"vintage", account.vintage ? Json(to_iso(*account.vintage)) : Json(nullptr)},
          {"rows", account.rows},
          {"matched", account.matched},
          {"moved", account.moved},
          {"parts_of_cities", account.parts},
          {"elsewhere", account.elsewhere},
          {"filtered", account.filtered},
          {"totals", account.totals},
          {"unlocated", account.unlocated},
          {"blank", account.blank},
          {"duplicated", account.duplicated},
          {"moves", moves_json(account.moves)},
          {"unmatched", loose_json(account.unmatched)},
          {"zones_without_row", loose_json(account.without_row)},
          {"neighbours_without_row", account.neighbours_without_row}};
}

}  // namespace maillage
