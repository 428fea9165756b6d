#include <fmt/format.h>

#include <algorithm>

#include "maillage/base/phrases.hpp"
#include "maillage/themes/ctg/words.hpp"

namespace maillage {
namespace {

std::string semicolon(Lang lang) {
  return lang == Lang::fr ? fmt::format("{}; ", thin_space) : "; ";
}
std::string colon(Lang lang) {
  return lang == Lang::fr ? fmt::format("{}: ", thin_space) : ": ";
}

std::string by_text(const CtgSentenceOptions& options, CtgDefinition definition) {
  const bool french = options.lang == Lang::fr;
  std::string text = !options.by.empty() ? options.by : say(options.lang, "a Ctg");
  if (definition == CtgDefinition::party) {
    text += french ? fmt::format(" (définition B{}commune elle-même engagée)", colon(Lang::fr))
                   : " (definition B: the commune itself is bound)";
  }
  return text;
}

enum class Number { singular, plural };

// A subject that some verb follows: "11 des 12 EPCI (91,7 %)".
struct Subject {
  std::string text;
  Number number = Number::plural;
};

// How many of all are covered.
struct Count {
  std::size_t least = 0;
  std::size_t most = 0;
  std::size_t all = 0;
  Cell rate;
};

// When some are unknown: "au moins 9 des 12 EPCI (75,0 %)", "de 9 à 11 des 12 EPCI (entre …)".
std::string unknown_count(const Count& count, std::string_view one, std::string_view many, Lang lang) {
  const std::string all = fmt::format("{} {}", number_text(count.all, lang), many);
  const std::string least = number_text(count.least, lang);
  const std::string most = number_text(count.most, lang);
  const bool open_below = count.least == 0;
  const bool open_above = count.most == count.all;
  if (open_below && open_above) {
    return count.all == 1 ? say(lang, "possibly the only {}", one)
                          : say(lang, "an unknown number of the {}", all);
  }
  if (open_above) {
    return say(lang, "at least {} of the {} ({})", least, all,
               lower_percent_text(count.rate.bounds.lower, lang));
  }
  if (open_below) {
    return say(lang, "at most {} of the {} ({})", most, all,
               upper_percent_text(count.rate.bounds.upper, lang));
  }
  return say(lang, "{} to {} of the {} ({})", least, most, all, share_text(count.rate, lang));
}

Subject covered_epci(const CtgEpciTally& tally, Lang lang) {
  const std::string all = number_text(tally.counted, lang);
  if (tally.may_be_covered > tally.covered)
    return {
        unknown_count({tally.covered, tally.may_be_covered, tally.counted, tally.rate}, "EPCI", "EPCI", lang),
        tally.counted == 1 ? Number::singular : Number::plural};
  if (tally.covered == tally.counted) {
    if (tally.counted == 1) return {say(lang, "the only EPCI"), Number::singular};
    return {say(lang, "all {} EPCI", all)};
  }
  return {say(lang, "{} of the {} EPCI ({})", number_text(tally.covered, lang), all,
              share_text(tally.rate, lang)),
          tally.covered == 1 ? Number::singular : Number::plural};
}

Subject covered_inhabitants(const CtgTally& tally, Lang lang) {
  const Cell& rate = tally.inhabitants_rate;
  if (rate.bounds.lower >= 100) return {say(lang, "all inhabitants")};
  return {share_text(rate, lang) + say(lang, " of inhabitants")};
}

Subject covered_communes(const CtgTally& tally, Lang lang) {
  if (tally.unknown > 0)
    return {unknown_count({tally.covered, tally.covered + tally.unknown, tally.communes, tally.communes_rate},
                          "commune", "communes", lang),
            tally.communes == 1 ? Number::singular : Number::plural};
  const std::string share = share_text(tally.communes_rate, lang);
  return {say(lang, "{} of the {} communes ({})", number_text(tally.covered, lang),
              number_text(tally.communes, lang), share),
          tally.covered < 2 ? Number::singular : Number::plural};
}

std::string are_covered(Number number, bool feminine, Lang lang) {
  if (lang == Lang::en) return number == Number::singular ? "is covered" : "are covered";
  const std::string participle = feminine ? "couverte" : "couvert";
  return number == Number::singular ? "est " + participle : "sont " + participle + "s";
}

bool surely_none(const Cell& rate) {
  return rate.bounds.upper <= 0;
}

// "aucun des 12 EPCI n'est couvert par une Ctg, mais 3,2 % des habitants le sont".
std::string without_epci(const CtgAnswer& answer, const std::string& by, Lang lang) {
  const CtgEpciTally& epci = answer.epci_tally;
  const std::string all = number_text(epci.counted, lang);
  std::string none = epci.counted == 1 ? say(lang, "the only EPCI") : say(lang, "none of the {} EPCI", all);
  const Cell& people = answer.tally.inhabitants_rate;
  const bool people_asked = people.presence != Presence::not_applicable && answer.tally.population_known > 0;
  const bool no_inhabitant = people_asked && surely_none(people);
  if (no_inhabitant && epci.counted > 1) none += say(lang, " and no inhabitant");
  const std::string verb = epci.counted == 1 ? say(lang, "is not covered") : say(lang, "is covered");
  std::string text = fmt::format("{} {} {} {}", none, verb, say(lang, "by"), by);
  if (people_asked && !no_inhabitant) {
    text += say(lang, ", but {} are", covered_inhabitants(answer.tally, lang).text);
  }
  return text;
}

std::string rates_clause(const CtgAnswer& answer, const std::string& by, Lang lang) {
  const CtgEpciTally& epci = answer.epci_tally;
  const bool people =
      answer.tally.inhabitants_rate.presence != Presence::not_applicable && answer.tally.population_known > 0;
  const bool by_epci = epci.counted > 0 && answer.question.definition == CtgDefinition::territory;
  if (by_epci && epci.may_be_covered == 0) return without_epci(answer, by, lang);
  const auto clause = [&](const std::string& subject, Number number, bool feminine) {
    return fmt::format("{} {} {} {}", subject, are_covered(number, feminine, lang), say(lang, "by"), by);
  };
  if (by_epci) {
    const Subject first = covered_epci(epci, lang);
    if (!people) return clause(first.text, first.number, false);
    const std::string both =
        fmt::format("{} {} {}", first.text, say(lang, "and"), covered_inhabitants(answer.tally, lang).text);
    return clause(both, Number::plural, false);
  }
  if (people && surely_none(answer.tally.inhabitants_rate)) {
    return say(lang, "no inhabitant is covered by {}", by);
  }
  if (people) return clause(covered_inhabitants(answer.tally, lang).text, Number::plural, false);
  const Subject communes = covered_communes(answer.tally, lang);
  return clause(communes.text, communes.number, true);
}

std::vector<std::string> names_of(const CtgField& field, const CtgAnswer& answer, CtgStatus status) {
  std::vector<std::string> names;
  for (const CommuneIndex commune : answer.missing) {
    if (answer.communes[commune].status != status) continue;
    const std::string& name = field.communes->name(number(commune));
    names.push_back(name.empty() ? field.communes->code(number(commune)) : name);
  }
  return names;
}

std::vector<std::string> epci_names(const CtgField& field, const CtgAnswer& answer, EpciStatus status) {
  std::vector<std::string> names;
  if (answer.question.definition != CtgDefinition::territory) return names;
  for (const EpciIndex zone : field.counted_epci) {
    if (answer.epci[zone].status != status) continue;
    const std::string& name = field.epci->name(number(zone));
    names.push_back(name.empty() ? field.epci->code(number(zone)) : name);
  }
  return names;
}

std::string are_not(std::size_t count, Lang lang) {
  if (lang == Lang::fr) return count == 1 ? "ne l'est pas" : "ne le sont pas";
  return count == 1 ? "is not" : "are not";
}

// The EPCI that are not covered, where others are.
std::string epci_clause(const CtgField& field, const CtgAnswer& answer, const CtgSentenceOptions& options) {
  const std::vector<std::string> names = epci_names(field, answer, EpciStatus::not_covered);
  if (names.empty() || answer.epci_tally.may_be_covered == 0) return {};
  const Lang lang = options.lang;
  return fmt::format("{}{} EPCI {}{}{}", semicolon(lang), number_text(names.size(), lang),
                     are_not(names.size(), lang), colon(lang), listed(names, options.most_names, lang));
}

std::string communes_clause(const CtgField& field, const CtgAnswer& answer,
                            const CtgSentenceOptions& options) {
  const Lang lang = options.lang;
  const std::vector<std::string> without = names_of(field, answer, CtgStatus::not_covered);
  const std::vector<std::string> unknown = names_of(field, answer, CtgStatus::unknown);
  const std::size_t all = answer.tally.communes;
  std::string text;
  if (without.empty() && unknown.empty()) {
    if (all == 0) return {};
    const std::string every = number_text(all, lang);
    if (all == 1) return semicolon(lang) + say(lang, "so is the only commune");
    return semicolon(lang) + say(lang, "so are all {} communes", every);
  }
  if (without.size() == all && all > 1) {
    text += semicolon(lang) + say(lang, "none of the {} communes is", number_text(all, lang));
  } else if (!without.empty()) {
    text +=
        fmt::format("{}{} {}{}{}", semicolon(lang), counted(without.size(), "commune", lang),
                    are_not(without.size(), lang), colon(lang), listed(without, options.most_names, lang));
  }
  if (!unknown.empty()) {
    const std::string communes = counted(unknown.size(), "commune", lang);
    text += say(lang, "{}for {}, nobody can tell{}{}", semicolon(lang), communes, colon(lang),
                listed(unknown, options.most_names, lang));
  }
  return text;
}

std::string partly_sentence(const CtgField& field, const CtgAnswer& answer,
                            const CtgSentenceOptions& options) {
  const std::vector<std::string> names = epci_names(field, answer, EpciStatus::partly);
  if (names.empty()) return {};
  const bool french = options.lang == Lang::fr;
  const bool one = names.size() == 1;
  const std::string_view verb = french
                                    ? (one ? "n'est couvert qu'en partie" : "ne sont couverts qu'en partie")
                                    : (one ? "is covered in part only" : "are covered in part only");
  return fmt::format(" {} EPCI {}{}{}.", number_text(names.size(), options.lang), verb, colon(options.lang),
                     listed(names, options.most_names, options.lang));
}

// Definition B speaks of communes; the EPCI that signed themselves are counted apart.
std::string signing_epci_sentence(const CtgField& field, const CtgAnswer& answer, Lang lang) {
  if (answer.question.definition != CtgDefinition::party || field.counted_epci.empty()) return {};
  const auto bound =
      std::ranges::count_if(field.counted_epci, [&](EpciIndex zone) { return answer.epci[zone].own; });
  return say(lang, " EPCI bound themselves: {} of {}.", number_text(static_cast<std::size_t>(bound), lang),
             number_text(field.counted_epci.size(), lang));
}

std::string soon_sentence(const CtgAnswer& answer, Lang lang) {
  const auto expiring = static_cast<std::size_t>(std::count_if(
      answer.communes.begin(), answer.communes.end(),
      [](const CtgCommune& commune) { return commune.status == CtgStatus::covered && commune.expiring; }));
  const auto presumed =
      static_cast<std::size_t>(std::count_if(answer.communes.begin(), answer.communes.end(),
                                             [](const CtgCommune& commune) { return commune.presumed; }));
  std::string text;
  if (expiring > 0) {
    text += say(lang, " For {}, coverage ends within {} months.", counted(expiring, "commune", lang),
                answer.question.expiry_months);
  }
  if (presumed > 0) {
    text += say(lang, " For {}, the end date is presumed.", counted(presumed, "commune", lang));
  }
  return text;
}

}  // namespace

std::string ctg_sentence(const CtgField& field, const CtgAnswer& answer, const CtgSentenceOptions& options) {
  const Lang lang = options.lang;
  const std::string when = fmt::format("{} {}, ", say(lang, "On"), day_text(answer.question.at, lang));
  if (answer.tally.communes == 0 && answer.epci_tally.counted == 0) {
    return when + say(lang, "the territory has no commune.");
  }
  return when + rates_clause(answer, by_text(options, answer.question.definition), lang) +
         epci_clause(field, answer, options) + communes_clause(field, answer, options) + "." +
         partly_sentence(field, answer, options) + signing_epci_sentence(field, answer, lang) +
         soon_sentence(answer, lang);
}

}  // namespace maillage
