// Insee, Filosofi 2021: communes and EPCI with secret cells; département, région and nation as published.
#include <algorithm>
#include <map>

#include "demo/files.hpp"
#include "demo/words.hpp"

namespace maillage::demo {
namespace {

constexpr std::int64_t households_for_median = 50, households_for_rates = 1000;

std::string points(std::int64_t value) {
  return fmt::format("{},0", value);
}

std::int64_t poverty_points(const People& people) {
  return std::max<std::int64_t>(5, ratio(people.poor, people.persons, 100));  // 5: 5 or less
}

std::string secrets(std::size_t count) {
  std::string text;
  for (std::size_t i = 0; i < count; ++i) text += ";s";
  return text;
}

// The columns after TP60: by age and tenure, shares of income, deciles.
std::string details(std::int64_t poverty, std::int64_t median) {
  const auto part = [&](double factor) {
    return points(std::max<std::int64_t>(5, share_of(poverty, factor)));
  };
  std::string text = fmt::format(";{};{};{};{};{};s;{};{}", part(1.35), part(1.2), part(1.1), part(0.9),
                                 part(0.65), part(0.4), part(2.1));
  for (const std::int64_t share : {731L, 658L, 29L, 44L, 291L, 98L, 52L, 19L, 21L, 12L, -172L})
    text += ";" + tenths(share, ',');
  return text + fmt::format(";{};{};3,2", share_of(median / 10, 0.55) * 10, share_of(median / 10, 1.72) * 10);
}

constexpr std::string_view header =
    "CODGEO;NBMENFISC21;NBPERSMENFISC21;MED21;PIMP21;TP6021;TP60AGE121;TP60AGE221;TP60AGE321;TP60AGE421;"
    "TP60AGE521;TP60AGE621;TP60TOL121;TP60TOL221;PACT21;PTSA21;PCHO21;PBEN21;PPEN21;PPAT21;PPSOC21;PPFAM21;"
    "PPMINI21;PPLOGT21;PIMPOT21;D121;D921;RD21\n";

void put_row(std::string& text, const std::string& code, const People& people) {
  if (people.households < households_for_median) {
    put(text, "{};s;s;s{}\n", code, secrets(24));
  } else if (people.households < households_for_rates) {
    put(text, "{};{};{};{}{}\n", code, people.households, people.persons, people.median(), secrets(24));
  } else {
    const std::int64_t poverty = poverty_points(people);
    put(text, "{};{};{};{};{};{}{}\n", code, people.households, people.persons, people.median(),
        points(std::clamp<std::int64_t>(78 - 2 * poverty, 20, 80)), points(poverty),
        details(poverty, people.median()));
  }
}

void put_levels(std::string& incomes, std::string& poverty, const std::string& code, const std::string& name,
                const People& people, std::int64_t median, std::int64_t poor_tenths) {
  put(incomes, "{};{};{};{};{}", code, name, people.households, people.persons,
      tenths(share_of(people.persons * 10, 0.66), ','));
  // Q1, Q2, Q3, Q3 - Q1, deciles
  for (const double factor : {0.76, 1.0, 1.32, 0.56, 0.55, 0.68, 0.79, 0.9, 1.11, 1.23, 1.4, 1.75})
    put(incomes, ";{}", share_of(median / 10, factor) * 10);
  incomes += ";3,2;3,900;0,267;73,1;65,8;2,9;4,4;29,1;9,8;5,2;1,9;2,1;1,2;-17,2\r\n";
  put(poverty, "{};{};{}", code, name, tenths(poor_tenths, ','));
  for (const double factor : {1.35, 1.2, 1.1, 0.9, 0.65, 0.6, 0.4, 2.1})
    poverty += ";" + tenths(share_of(poor_tenths, factor), ',');
  poverty += "\r\n";
}

std::string incomes_header() {
  return std::string(byte_order_mark) +
         "CODGEO;LIBGEO;NBMEN21;NBPERS21;NBUC21;Q121;Q221;Q321;Q3_Q1;D121;D221;D321;D421;D621;D721;D821;D921;"
         "RD;"
         "S80S2021;GI21;PACT21;PTSA21;PCHO21;PBEN21;PPEN21;PPAT21;PPSOC21;PPFAM21;PPMINI21;PPLOGT21;"
         "PIMPOT21\r\n";
}
std::string poverty_header() {
  return std::string(byte_order_mark) +
         "CODGEO;LIBGEO;TP6021;TP60AGE121;TP60AGE221;TP60AGE321;TP60AGE421;TP60AGE521;TP60AGE621;TP60TOL121;"
         "TP60TOL221\r\n";
}

}  // namespace

void write_filosofi(const Country& country, const Folder& folder) {
  std::string communes(header), of_epci(header);
  std::map<std::string, People> by_epci;
  std::map<std::uint32_t, People> by_departement;
  for (const Listed& listed : country.on(day_of_filosofi)) {
    // Islands are not available: too few households of one kind.
    if (listed.epci == nowhere) {
      put(communes, "{};nd;nd;nd", listed.code);
      for (int i = 0; i < 24; ++i) communes += ";nd";
      communes += "\n";
    } else {
      put_row(communes, listed.code, listed.people);
      by_epci[country.epci[listed.epci].siren] += listed.people;
    }
    if (country.departements[listed.departement].full) by_departement[listed.departement] += listed.people;
  }
  for (const auto& [siren, people] : by_epci) put_row(of_epci, siren, people);
  save(folder, "cc_filosofi_2021_COM.csv", communes);
  save(folder, "cc_filosofi_2021_EPCI.csv", of_epci);

  std::string incomes = incomes_header(), poverty = poverty_header();
  People all;
  for (const auto& [departement, people] : by_departement) {
    put_levels(incomes, poverty, country.departements[departement].code,
               country.departements[departement].name, people, people.median(),
               ratio(people.poor, people.persons, 1000));
    all += people;
  }
  save(folder, "FILO2021_DISP_DEP.csv", incomes);
  save(folder, "FILO2021_DISP_PAUVRES_DEP.csv", poverty);

  const Parameters& parameters = country.parameters;
  const auto wider = [&](const std::string& code, const std::string& name, std::int64_t times,
                         std::int64_t median, double rate, std::string_view level) {
    People people;
    people.households = all.households * times;
    people.persons = all.persons * times;
    std::string rows = incomes_header(), rates = poverty_header();
    put_levels(rows, rates, code, name, people, median, share_of(10, rate));
    save(folder, fmt::format("FILO2021_DISP_{}.csv", level), rows);
    save(folder, fmt::format("FILO2021_DISP_PAUVRES_{}.csv", level), rates);
  };
  wider(parameters.region, parameters.region_name, 7, parameters.regional_median, parameters.regional_poverty,
        "REG");
  wider("1", "France métropolitaine (fictive)", 100, parameters.national_median, parameters.national_poverty,
        "METROPOLE");
}

}  // namespace maillage::demo
