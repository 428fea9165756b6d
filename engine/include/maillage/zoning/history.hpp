// The life of communes, from Insee's movements file (COG, since 1943), as a dated graph of events.
//
// What is tracked is land, not codes. A commune that exists on a day is a set of parts, the smallest pieces
// of land that the events tell apart: a merger unites parts, a re-established commune takes back the parts
// it came with, a change of code changes nothing but the code. So a passage between two days compares
// parts, and never merges then re-splits: 60694, merged in 2019 and separate again in 2024, keeps its own
// figures. Parts have no size here.
//
// Definitions. An event of day D is in force on D itself: a commune "on 2018-01-01" has been through the
// events of that day. Only rows from COM to COM, or with one side empty (a commune born with its
// département, a commune that left for a collectivity), move land; rows about associated and delegated
// communes (COMA, COMD, ARM) do not.
//
// Several rows of one day are simultaneous, except where one names a code that another row of the day has
// just made (49144 becomes 44225 and merges into 44180 on 2018-01-01): then they follow each other.
//
// When a commune is split, the target that bears its name, else its code, is what remains of it; each other
// target takes the parts it had when it last was a commune, if the commune that is split came by them in a
// merger that the file knows. What the file cannot tell apart is cut into parts of its own.
//
// A code that no event names has existed, unchanged, on every day. Exchanges of land without a change of
// code are not in the file, so not here.
//
// Contradictions (an event on a commune that does not exist, a circle of events, no date) are listed as
// Diagnostics: the history still answers, with the communes it had to suppose. Building is O(events log
// events), about 10 ms for France; questions are O(log codes + parts).
//
//     CommuneHistory history(events, diagnostics);
//     auto heir = successor(history, "49144", *parse_day("2017-06-01"), *parse_day("2026-01-01"));
//     heir->code;   // "44180"
//     heir->day;    // 2018-01-01
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "maillage/base/date.hpp"
#include "maillage/base/diagnostics.hpp"

namespace maillage {

// One row of the movements file. Types are COM, COMA, COMD, ARM, or empty.
struct CommuneEvent {
  int mod = 0;
  Day effective = first_day;
  std::string type_before, before, name_before;
  std::string type_after, after, name_after;
  std::int64_t row = 0;
};

enum class EventKind : std::uint8_t {
  rename,
  creation,
  reestablishment,
  deletion,
  merger,
  departement_change,
  code_change,
  other
};
[[nodiscard]] EventKind kind_of(int mod);
[[nodiscard]] std::string_view to_string(EventKind kind);

// One state of one commune: what it is called and which parts it holds, for a time.
struct CommuneState {
  Period period;
  std::string name;
  std::vector<std::uint32_t> parts;  // ascending
};

class CommuneHistory {
 public:
  CommuneHistory() = default;
  CommuneHistory(std::vector<CommuneEvent> events, Diagnostics& diagnostics);

  [[nodiscard]] const std::vector<CommuneEvent>& events() const { return events_; }  // by day, then row
  [[nodiscard]] bool knows(std::string_view code) const { return index_of(code).has_value(); }
  [[nodiscard]] const std::vector<std::string>& codes() const {
    return codes_;
  }  // those that events name, ascending
  [[nodiscard]] std::span<const CommuneState> states(std::string_view code) const;
  [[nodiscard]] const CommuneState* state(std::string_view code,
                                          Day day) const;  // nullptr: no such commune then
  [[nodiscard]] std::vector<Period> existence(std::string_view code) const;
  [[nodiscard]] std::size_t part_count() const { return owners_.size(); }
  // The code of the commune that holds a part on a day; empty when none does.
  [[nodiscard]] std::string_view owner(std::uint32_t part, Day day) const;

 private:
  struct Owner {
    Period period;
    std::uint32_t code;
  };
  [[nodiscard]] std::optional<std::size_t> index_of(std::string_view code) const;

  std::vector<CommuneEvent> events_;
  std::vector<std::string> codes_;
  std::vector<std::vector<CommuneState>> states_;
  std::vector<std::vector<Owner>> owners_;
};

// What became of a commune: the one that holds its land on day `to` (all of it, or `whole` is false and it
// is the main one), and the event that first moved it.
struct Successor {
  std::string code;
  std::string name;
  Day day = first_day;
  EventKind kind = EventKind::other;
  bool whole = true;
};

// nullopt: the code is not one of a commune on day `from`, or its land belongs to no commune on day `to`. A
// commune that keeps its code is its own successor, with `day` = from.
[[nodiscard]] std::optional<Successor> successor(const CommuneHistory& history, std::string_view code,
                                                 Day from, Day to);

// The communes of day `from` that held land of what is `code` on day `to`, ascending.
[[nodiscard]] std::vector<std::string> predecessors(const CommuneHistory& history, std::string_view code,
                                                    Day from, Day to);

// The last day before `before` on which the code was a commune; the first one later,
// when there is none earlier.
[[nodiscard]] std::optional<Day> nearest_day(const CommuneHistory& history, std::string_view code,
                                             Day before);

// "merged into 17347 Saint-Pierre on 2018-01-01", for messages.
[[nodiscard]] Message to_message(const Successor& successor);

}  // namespace maillage
