#pragma once

#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <vector>

#include "maillage/zoning/history.hpp"

namespace maillage {

// Replays the events day by day. While it runs, states hold nodes of a forest: a part that an
// event cuts gets children, so that earlier states that hold it need no rewriting; finish() turns
// nodes into their leaves.
class Timeline {
 public:
  Timeline(std::span<const std::string> codes, Diagnostics& diagnostics);

  void replay(Day day, std::span<const CommuneEvent> events);
  [[nodiscard]] std::vector<std::vector<CommuneState>> finish(std::size_t& part_count);

 private:
  struct Edge {
    std::uint32_t before;
    std::uint32_t after;
    const CommuneEvent* event;
  };
  // Land that each commune receives in one round of a day.
  using Gains = std::map<std::uint32_t, std::vector<std::uint32_t>>;

  [[nodiscard]] std::vector<Edge> edges_of(std::span<const CommuneEvent> events) const;
  [[nodiscard]] bool alive(std::uint32_t code) const;
  void suppose(std::uint32_t code, const CommuneEvent& event);
  void play_round(Day day, std::span<const Edge> edges, bool first_round);
  void share_out(std::span<const Edge> edges, Gains& gains);
  [[nodiscard]] std::vector<std::uint32_t> reclaim(std::uint32_t code,
                                                   const std::vector<std::uint32_t>& land) const;
  void cut(const std::vector<std::uint32_t>& land, std::span<const std::uint32_t> receivers, Gains& gains);
  [[nodiscard]] std::uint32_t new_part();
  [[nodiscard]] std::vector<std::uint32_t> leaves_of(std::span<const std::uint32_t> nodes) const;
  void report(std::string code, const CommuneEvent& event, Message found, Message expected);

  std::span<const std::string> codes_;
  Diagnostics& diagnostics_;
  std::vector<std::vector<CommuneState>> states_;
  std::vector<std::vector<std::uint32_t>> children_;  // of each node
};

}  // namespace maillage
