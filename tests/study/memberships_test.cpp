// Who belongs to what when several tables say so: the ground of a study, from small files.
#include <catch2/catch.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <string>
#include <vector>

#include "maillage/base/text.hpp"
#include "maillage/join/geography.hpp"
#include "support/temp_folder.hpp"

namespace {

using namespace maillage;

constexpr std::string_view communes =
    "TYPECOM,COM,REG,DEP,CTCD,ARR,TNCC,NCC,NCCENR,LIBELLE,CAN,COMPARENT\n"
    "COM,96101,99,96,96D,961,1,ALDER,Alder,Alder,9601,\n"
    "COM,96102,99,96,96D,961,0,BRIVELLE,Brivelle,Brivelle,9601,\n"
    "COM,96103,99,96,96D,961,0,CORMONT,Cormont,Cormont,9601,\n";

constexpr std::string_view upper = "200000107", lower = "200000206", whole = "200000305";

struct Ground {
  Geography geography;
  Diagnostics diagnostics;

  [[nodiscard]] std::map<std::string, std::string> epci() const {
    std::map<std::string, std::string> found;
    const Crosswalk* to_epci = crosswalk_to(geography, Level::epci);
    for (const WideIndex zone : geography.wide_of) {
      const EpciIndex epci = epci_at(geography, zone);
      found[geography.wide->code(number(zone))] = epci == no_epci ? "" : to_epci->to()->code(number(epci));
    }
    return found;
  }
};

class Folder {
 public:
  Folder() { add("communes.csv", communes); }

  void add(std::string_view name, std::string_view text) {
    const auto path = folder_.write(name, text);
    sources_.push_back({.path = path, .given = std::string(name)});
  }

  // "commune EPCI" pairs as Insee lays them out, of a day or of none.
  void add_memberships(std::string_view name, const std::string& day,
                       const std::vector<std::pair<std::string, std::string_view>>& pairs) {
    add_groups(name, day, "EPCI", pairs);
  }
  void add_groups(std::string_view name, const std::string& day, std::string_view column,
                  const std::vector<std::pair<std::string, std::string_view>>& pairs) {
    std::string text = fmt::format("CODGEO;LIBGEO;{0};LIB{0};DEP;REG\n", column);
    for (const auto& [commune, group] : pairs)
      text += fmt::format("{0};Nom {0};{1};Groupe {1};96;99\n", commune, group);
    add(name, text);
    if (!day.empty()) sources_.back().vintage = parse_day(day);
  }

  [[nodiscard]] Ground at(std::string_view day) const {
    Study study;
    study.file = folder_ / "study.toml";
    study.at = *parse_day(day);
    study.territory = {{.level = Level::departement, .code = "96"}};
    study.sources = sources_;
    Ground ground;
    const std::vector<Input> inputs = load_inputs(study.sources, study.at, {}, ground.diagnostics);
    ground.geography = build_geography(study, inputs, ground.diagnostics);
    return ground;
  }

 private:
  test::TempFolder folder_;
  std::vector<SourceSpec> sources_;
};

std::string group_of(const MembershipRegister& memberships, std::string_view member, const char* day) {
  return std::string(memberships.group_of(member, *parse_day(day)).value_or(""));
}

using Epci = std::map<std::string, std::string>;

}  // namespace

TEST_CASE("the table in force on the day asked decides, whatever the order of the sources") {
  Folder folder;
  folder.add_memberships("later.csv", "2025-01-01", {{"96101", whole}, {"96102", whole}, {"96103", whole}});
  folder.add_memberships("then.csv", "2020-01-01", {{"96101", upper}, {"96102", upper}, {"96103", lower}});
  folder.add_memberships("before.csv", "2019-01-01", {{"96101", upper}, {"96102", lower}, {"96103", lower}});
  const Epci of_2020{{"96101", "200000107"}, {"96102", "200000107"}, {"96103", "200000206"}};

  const Ground ground = folder.at("2020-06-30");
  CHECK(ground.epci() == of_2020);
  CHECK(crosswalk_to(ground.geography, Level::epci)->source() == "then.csv");
  CHECK(ground.geography.epci_day == parse_day("2020-01-01"));
  CHECK(folder.at("2019-06-30").epci()["96102"] == lower);
  CHECK(folder.at("2025-01-01").epci()["96101"] == whole);
  CHECK(crosswalk_to(folder.at("2018-01-01").geography, Level::epci)->source() == "before.csv");

  SECTION("the manifest tells what each table was good for") {
    const std::string decisions = text_of(joined(ground.geography.decisions, "\n"), Lang::en);
    CHECK(decisions.find("EPCI perimeters: then.csv (2020-01-01)") != std::string::npos);
    CHECK(decisions.find("also in before.csv (2019-01-01): former perimeters") != std::string::npos);
    CHECK(
        decisions.find("also in later.csv (2025-01-01): names only: later than the day asked (2020-06-30)") !=
        std::string::npos);
  }

  SECTION("before the day asked the register follows the tables, after it only new EPCI appear") {
    const MembershipRegister& history = *ground.geography.epci_history;
    CHECK(group_of(history, "96102", "2019-06-30") == lower);
    CHECK(group_of(history, "96102", "2020-06-30") == upper);
    CHECK(group_of(history, "96102", "2024-12-31") == upper);
    CHECK(history.has_group(whole));
    CHECK_FALSE(history.has_group(whole, *parse_day("2020-06-30")));
  }
}

TEST_CASE("a later table moves nobody between EPCI that exist on the day asked") {
  Folder folder;
  folder.add_memberships("then.csv", "2020-01-01", {{"96101", upper}, {"96102", upper}, {"96103", lower}});
  folder.add_memberships("later.csv", "2025-01-01", {{"96101", upper}, {"96102", lower}, {"96103", lower}});
  const MembershipRegister history = *folder.at("2020-06-30").geography.epci_history;
  CHECK(group_of(history, "96102", "2025-06-30") == upper);
  CHECK(history.changes(*parse_day("2020-01-01"), *parse_day("2026-01-01")).empty());
}

TEST_CASE("a table that does not tell its day yields to one in force, not to later ones") {
  Folder folder;
  folder.add_memberships("undated.csv", "", {{"96101", upper}, {"96102", upper}, {"96103", upper}});
  folder.add_memberships("dated.csv", "2022-01-01", {{"96101", lower}, {"96102", lower}, {"96103", lower}});
  CHECK(folder.at("2023-06-30").epci()["96101"] == lower);
  const Ground before = folder.at("2021-06-30");
  CHECK(before.epci()["96101"] == upper);
  CHECK(group_of(*before.geography.epci_history, "96101", "2021-06-30") == upper);
  const auto told = [](const Ground& ground, std::string_view code) {
    return std::ranges::count(ground.diagnostics.items, code, &Diagnostic::code);
  };
  CHECK(told(before, "epci-day-not-told") == 1);
  CHECK(told(folder.at("2023-06-30"), "epci-names-only") == 1);
}

TEST_CASE("communes that the table of the day does not list are those of the table before") {
  Folder folder;
  folder.add_memberships("part.csv", "2020-01-01", {{"96101", whole}});
  folder.add_memberships("before.csv", "2019-01-01",
                         {{"96101", upper}, {"96102", upper}, {"96103", "ZZZZZZZZZ"}});
  const Ground ground = folder.at("2020-06-30");
  CHECK(ground.epci() == Epci{{"96101", "200000305"}, {"96102", "200000107"}, {"96103", ""}});
  REQUIRE(ground.geography.epci_tables.size() == 2);
  CHECK(ground.geography.epci_tables[0].communes == 1);
  CHECK(ground.geography.epci_tables[1].communes == 2);
  CHECK(group_of(*ground.geography.epci_history, "96102", "2020-06-30") == upper);
}

TEST_CASE("a commune re-established since the table has the EPCI of the one that it was part of") {
  Folder folder;
  folder.add("movements.csv",
             "MOD,DATE_EFF,TYPECOM_AV,COM_AV,TNCC_AV,NCC_AV,NCCENR_AV,LIBELLE_AV,TYPECOM_AP,COM_AP,TNCC_AP,"
             "NCC_AP,NCCENR_AP,LIBELLE_AP\n"
             "33,1974-01-01,COM,96103,0,CORMONT,Cormont,Cormont,COM,96102,0,BRIVELLE,Brivelle,Brivelle\n"
             "33,1974-01-01,COM,96102,0,BRIVELLE,Brivelle,Brivelle,COM,96102,0,BRIVELLE,Brivelle,Brivelle\n"
             "21,2024-01-01,COM,96102,0,BRIVELLE,Brivelle,Brivelle,COM,96103,0,CORMONT,Cormont,Cormont\n"
             "21,2024-01-01,COM,96102,0,BRIVELLE,Brivelle,Brivelle,COM,96102,0,BRIVELLE,Brivelle,Brivelle\n");
  folder.add_memberships("then.csv", "2020-01-01", {{"96101", upper}, {"96102", lower}});
  CHECK(folder.at("2020-06-30").epci()["96103"] == lower);
}

TEST_CASE("EPT are groups of their own, of the day asked, and no EPCI") {
  Folder folder;
  folder.add_groups("ept2023.csv", "2023-01-01", "EPT",
                    {{"96101", upper}, {"96102", upper}, {"96103", "ZZZZZZZZZ"}});
  folder.add_groups("ept2025.csv", "2025-01-01", "EPT",
                    {{"96101", upper}, {"96102", lower}, {"96103", lower}});
  folder.add_memberships("epci.csv", "2023-01-01", {{"96101", whole}, {"96102", whole}, {"96103", whole}});
  const Ground ground = folder.at("2023-06-30");
  const MembershipRegister& ept = *ground.geography.ept;
  CHECK(ground.epci()["96101"] == whole);
  CHECK(crosswalk_to(ground.geography, Level::epci)->to()->size() == 1);
  CHECK(ept.members_of(upper, *parse_day("2023-06-30")) == std::vector<std::string_view>{"96101", "96102"});
  CHECK(group_of(ept, "96103", "2023-06-30").empty());
  CHECK(group_of(ept, "96101", "2016-01-01") == upper);
  CHECK_FALSE(ept.has_group(whole));
  CHECK(group_of(*folder.at("2025-06-30").geography.ept, "96102", "2025-06-30") == lower);
}

TEST_CASE("a later table of EPT stands when there is no other, and one alone makes no EPCI") {
  Folder folder;
  folder.add_groups("ept.csv", "2025-01-01", "EPT", {{"96101", upper}, {"96102", upper}});
  const Ground ground = folder.at("2023-06-30");
  CHECK(group_of(*ground.geography.ept, "96102", "2023-06-30") == upper);
  CHECK(crosswalk_to(ground.geography, Level::epci) == nullptr);
  CHECK(ground.geography.epci_history->entries().empty());
}
