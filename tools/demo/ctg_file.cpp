// The register of Ctg: every situation that the layer tells apart, by rank of the EPCI in its département.
#include <algorithm>

#include "demo/files.hpp"

namespace maillage::demo {
namespace {

struct Row {
  std::string id, label;
  std::string_view level;
  std::string code;
  std::string_view type, role, signature, effect, end, status;
  std::string_view joined = "", left = "";
  std::string supersedes = "";
};

class Registering {
 public:
  Registering(const Country& country, std::uint32_t departement)
      : country_(country), departement_(departement), code_(country.departements[departement].code) {
    for (std::uint32_t i = 0; i < country.epci.size(); ++i)
      if (country.epci[i].departement == departement) epci_.push_back(i);
    std::ranges::sort(epci_, {}, [&](std::uint32_t i) { return country.epci[i].rank; });
    uncovered_ = uncovered_rank_of(country, departement);
  }

  std::string run() {
    for (std::size_t rank = 0; rank < epci_.size(); ++rank) {
      if (rank == uncovered_)
        no_agreement_of_the_epci(rank);
      else
        agreement(rank);
    }
    return text_;
  }

 private:
  const Epci& epci(std::size_t rank) const { return country_.epci[epci_[rank]]; }

  std::string id(std::size_t rank, char edition) const {
    return fmt::format("CTG-{}-{:02}{}", code_, rank + 1, edition);
  }

  void add(const Row& row) {
    put(text_, "{};{};{};{};{};{};{};{};{};{};{};{};{};registre fictif\r\n", row.id, row.label, row.level,
        row.code, row.type, row.role, row.signature, row.effect, row.end, row.status, row.joined, row.left,
        row.supersedes);
  }

  void epci_row(std::size_t rank, char edition, std::string_view signature, std::string_view effect,
                std::string_view end, std::string supersedes = {}) {
    const Epci& party = epci(rank);
    add({id(rank, edition), "Ctg " + party.name, "epci", party.siren, "EPCI", "signatory", signature, effect,
         end, "signed", "", "", std::move(supersedes)});
  }

  void agreement(std::size_t rank) {
    switch (rank % 12) {
      case 0:  // renewed without a gap
        epci_row(rank, 'A', "2018-11-20", "2019-01-01", "2022-12-31");
        epci_row(rank, 'B', "2022-12-12", "2023-01-01", "2027-12-31", id(rank, 'A'));
        break;
      case 1:  // ends on the last day of 2023, renewed for the day after
        epci_row(rank, 'A', "2019-12-10", "2020-01-01", "2023-12-31");
        epci_row(rank, 'B', "2023-11-30", "2024-01-01", "2028-12-31");
        break;
      case 2:  // a lapse of four months
        epci_row(rank, 'A', "2018-12-18", "2019-01-01", "2022-12-31");
        epci_row(rank, 'B', "2023-04-27", "2023-05-01", "2027-12-31");
        break;
      case 4:  // no end given: four years are presumed
        epci_row(rank, 'A', "2021-06-29", "2021-07-01", "");
        break;
      case 5:  // with all the communes, one of them since 2023 only
        with_communes(rank);
        break;
      case 6:  // with the département as cosigner
        epci_row(rank, 'A', "2021-12-14", "2022-01-01", "2026-12-31");
        add({id(rank, 'A'), "", "", code_, "DEP", "cosigner", "", "", "", ""});
        break;
      case 9:  // dates as people write them, no day of effect
        epci_row(rank, 'A', "01/10/2020", "", "31/12/2024");
        break;
      case 11:  // new in 2023
        epci_row(rank, 'A', "2023-09-14", "2023-09-15", "2027-12-31");
        break;
      default:
        epci_row(rank, 'A', "2021-12-07", "2022-01-01", "2025-12-31");
    }
  }

  void with_communes(std::size_t rank) {
    epci_row(rank, 'A', "2021-12-16", "2022-01-01", "2025-12-31");
    std::size_t count = 0;
    for (const Listed& listed : country_.on("2022-01-01")) {
      if (listed.epci != epci_[rank]) continue;
      add({id(rank, 'A'), "", "", listed.code, "COM", "signatory", "", "", "", "",
           ++count == 3 ? "2023-03-01" : ""});
    }
  }

  // Negotiated by the EPCI; some of its communes have, had or will have their own.
  void no_agreement_of_the_epci(std::size_t rank) {
    const Epci& party = epci(rank);
    add({id(rank, 'A'), "Ctg " + party.name, "epci", party.siren, "EPCI", "signatory", "", "", "",
         "in_negotiation"});
    std::vector<Listed> others;
    std::uint32_t merging = nowhere;
    for (const Event& event : country_.events)
      if (event.day == "2024-01-01" && country_.communes[event.communes.front()].departement == departement_)
        merging = event.communes.front();
    for (const Listed& listed : country_.on("2023-12-31")) {
      if (listed.epci != epci_[rank]) continue;
      const bool merges = std::ranges::any_of(country_.events, [&](const Event& event) {
        return event.day == "2024-01-01" &&
               std::ranges::find(event.communes, listed.parts.front()) != event.communes.end();
      });
      if (listed.parts.front() == party.town)
        commune_row(rank, 'B', listed, "2020-12-15", "2021-01-01", "2025-12-31");
      else if (listed.parts.front() == merging)  // the other half of the merger of 2024 has none
        commune_row(rank, 'C', listed, "2021-12-20", "2022-01-01", "2025-12-31");
      else if (!merges)
        others.push_back(listed);
    }
    if (!others.empty()) commune_row(rank, 'D', others[0], "2018-12-03", "2019-01-01", "2022-12-31");
    if (others.size() > 1) commune_row(rank, 'E', others[1], "2023-12-18", "2024-01-01", "2028-12-31");
  }

  void commune_row(std::size_t rank, char edition, const Listed& party, std::string_view signature,
                   std::string_view effect, std::string_view end) {
    add({id(rank, edition), "Ctg " + party.name, "commune", party.code, "COM", "signatory", signature, effect,
         end, "signed"});
  }

  const Country& country_;
  std::uint32_t departement_;
  std::string code_;
  std::vector<std::uint32_t> epci_;  // by rank
  std::size_t uncovered_ = 0;
  std::string text_;
};

}  // namespace

void write_ctg(const Country& country, const Folder& folder) {
  std::string text =
      "ctg_id;label;level;code;code_type;role;date_signature;date_effect;date_end;status;joined;left;"
      "supersedes;"
      "source\r\n";
  for (std::uint32_t departement = 0; departement < country.land.full_departements; ++departement)
    text += Registering(country, departement).run();
  save(folder, "ctg.csv", text);
}

}  // namespace maillage::demo
