#include <fmt/format.h>

#include "answer_words.hpp"
#include "command.hpp"
#include "maillage/base/error.hpp"
#include "maillage/base/text.hpp"
#include "usage.hpp"

namespace maillage::cli {
namespace {

struct Topic {
  std::string_view name;
  std::string_view english;
  std::string_view french;
};

constexpr Topic topics[] = {
    {"study",
     R"(The study file (TOML). Paths are relative to it; codes are texts, between quotes.

title = "Charente-Maritime, couverture au 31/12/2023"
at = 2023-12-31                       # required: the day everything is asked at
territory = "departement:17"          # france, region:75, epci:241700434, commune:17300, or a list of them
epci_policy = "seat"                  # seat | any | majority
lang = "fr"                           # fr | en, as --lang: all that is said; labels and legends mostly stay French
sources = ["communes-17.geojson", "communes.csv", "epcicom.xlsx", "donnees_communes.csv"]

[ctg]
register = "ctg.csv"                  # or a list: the rows of one agreement may stand in two tables
complete_for = ["17"]                 # départements where the register lists every agreement; "*": everywhere
                                      # or its days: [{ departement = "17", from = 2019-01-01, until = 2025-12-31 }]
definition = "A"                      # A: territory engaged; B: the commune itself
expiry_months = 12
tolerance_days = 0                    # holes between two agreements that do not interrupt

[childcare]
target = 60                           # places per 100 children under 3

[[reference]]                         # what figures are compared with, when no table holds it
measure = "poverty_rate"
level = "nation"
value = 14.5
source = "Insee, Filosofi 2021"
observed = 2021-12-31

[indicators.not_in_school_rate]       # a figure of your own: files, style and sentence by this entry alone
label = "Part des 15-17 ans non scolarisés"
unit = "percent"
numerator = "not_in_school"           # counts: of `maillage list indicators`, or named in columns = { … } of a source
denominator = "aged_15_17"
part_of_whole = true                  # also: per = 1000, theme, levels, references, worse = "high", decimals, note, short

[levels.bassin]                       # a level that a column of a table of communes gives
label = "bassin d'animation"
column = "Bassin"                     # also: plural, name_column

[territories.littoral]                # your own territories
name = "Littoral"
communes = ["17010", "17028"]

[mesh]
allowed_holes = [[1.98, 42.46]]       # Llívia

[output]
formats = ["gpkg", "qgis", "xlsx", "shp", "geojson", "csv"]   # `maillage list formats`
themes = ["territory", "childcare", "ctg", "poverty", "priority", "caf", "indicators"]
levels = ["commune", "epci", "departement"]
simplify_vertices = 440014            # at most so many polygon vertices
areas = "ellipsoidal"                 # planar | none (no areas, no QPV overlay)
crs = "legal"                         # or an EPSG number, 2154: of gpkg and shp; without it, as the boundaries are

[[map]]                               # one map in maps/; without measure, one for each theme
measure = "caf_coverage_rate"         # classes of colour for a rate, circles for a count, categories for a status
circles = "caf_households"            # also: level, kind, rule, classes, limits, page, formats = ["svg", "png", "pdf"],
file = "caf"                          # title, subtitle, behind, over, hatch, since; `maillage help map` says what they are

A file that no layout explains is described in place of its path (`maillage help source` says all of it):
  { path = "places.csv", key = "insee", columns = { places_total = "NB", epci = "SIREN" }, observed = 2023-12-31 }
Any source may also say layer = "…" (of a GeoPackage or workbook), crs = 2154, layout = "<id>", year = 2023,
and what its file does not state: vintage (the day of its zones), observed (the day of its figures).
)",
     R"(Le fichier d'étude (TOML). Les chemins partent de son dossier ; les codes sont des textes, entre guillemets.

title = "Charente-Maritime, couverture au 31/12/2023"
at = 2023-12-31                       # obligatoire : le jour auquel tout est demandé
territory = "departement:17"          # france, region:75, epci:241700434, commune:17300, ou une liste
epci_policy = "seat"                  # seat (siège) | any (une commune) | majority (habitants)
lang = "fr"                           # fr | en : réponses, messages et notes
sources = ["communes-17.geojson", "communes.csv", "epcicom.xlsx", "donnees_communes.csv"]

[ctg]
register = "ctg.csv"                  # ou une liste : les lignes d'une convention peuvent être dans deux tableaux
complete_for = ["17"]                 # départements où le registre liste toutes les conventions ; "*" : partout
                                      # ou ses jours : [{ departement = "17", from = 2019-01-01, until = 2025-12-31 }]
definition = "A"                      # A : territoire engagé ; B : la commune elle-même
expiry_months = 12
tolerance_days = 0                    # interruptions entre deux conventions qui ne comptent pas

[childcare]
target = 60                           # places pour 100 enfants de moins de 3 ans

[[reference]]                         # à quoi les chiffres se comparent, si aucun tableau ne le contient
measure = "poverty_rate"
level = "nation"
value = 14.5
source = "Insee, Filosofi 2021"
observed = 2021-12-31

[indicators.not_in_school_rate]       # un chiffre à vous : fichiers, style et phrase par cette seule entrée
label = "Part des 15-17 ans non scolarisés"
unit = "percent"
numerator = "not_in_school"           # effectifs : de `maillage list indicators`, ou nommés dans columns = { … }
denominator = "aged_15_17"
part_of_whole = true                  # et aussi : per = 1000, theme, levels, references, worse, decimals, note, short

[levels.bassin]                       # un niveau que donne une colonne d'un tableau de communes
label = "bassin d'animation"
column = "Bassin"                     # et aussi : plural, name_column

[territories.littoral]                # vos propres territoires
name = "Littoral"
communes = ["17010", "17028"]

[mesh]
allowed_holes = [[1.98, 42.46]]       # Llívia

[output]
formats = ["gpkg", "qgis", "xlsx", "shp", "geojson", "csv"]   # `maillage list formats` les décrit
themes = ["territory", "childcare", "ctg", "poverty", "priority", "caf", "indicators"]
levels = ["commune", "epci", "departement"]
simplify_vertices = 440014            # au plus tant de sommets de polygones
areas = "ellipsoidal"                 # planar | none (ni superficies, ni superposition des QPV)
crs = "legal"                         # ou un numéro EPSG, 2154 : de gpkg et shp ; sans lui, comme les contours

[[map]]                               # une carte dans maps/ ; sans measure, une par thème
measure = "caf_coverage_rate"         # classes de couleur pour un taux, cercles pour un effectif, catégories pour un statut
circles = "caf_households"            # et aussi : level, kind, rule, classes, limits, page, formats = ["svg", "png", "pdf"],
file = "caf"                          # title, subtitle, behind, over, hatch, since ; `maillage help map` les explique

Un fichier qu'aucune description n'explique se décrit à la place de son chemin (tout est dans `maillage help source`) :
  { path = "places.csv", key = "insee", columns = { places_total = "NB", epci = "SIREN" }, observed = 2023-12-31 }
Toute source peut aussi dire layer = "…" (d'un GeoPackage ou d'un classeur), crs = 2154, layout = "<id>", year = 2023,
et ce que son fichier n'indique pas : vintage (le jour de ses zones), observed (le jour de ses chiffres).
)"},
    {"source",
     R"topic(A file that the program does not know, described in the study. The layouts of `maillage list layouts` are written with
the same keys (geodata/sources/*.toml), and one reader reads both: a description tried here becomes built in by moving it.

sources = [
  "communes.csv",
  { path = "places.csv", key = "insee", name = "commune", columns = { places_total = "NB", epci = "SIREN" } },
]
What stands between { and } is on one line, except in a list; or each source is a table: [[sources]] with a key a line.

key        the column of codes; two of them are put one after the other: key = ["Code département", "Code commune"]
name       the column of names. Any name may be a list, of which one is there: ["insee", "CODGEO"]; case, accents, blanks
           and punctuation do not count; (YY), (YYYY) is a year in it: "PMUN_(YYYY)"
level      what a row is: `maillage list levels` (commune by default), qpv or nation
kind       indicators (by default), zones, membership, boundaries, statuses
columns    a figure (`maillage list indicators`; another name is a count) or a level that each row belongs to, and its
           column; or a list, to say more of each:
             columns = [
               { name = "TX", code = "poverty_rate", rounding = 0.1, scale = 100, label = "…", short = "…", unit = "percent" },
               { name = "SIREN", role = "parent", level = "epci" },
               { name = "Nom EPCI", role = "parent_name", level = "epci" },
               { name = "Année", role = "year" },
               { name = "Remarque", role = "ignored", required = false },
               { name = "Zonage", code = "zrr", labels = [["C", "classified"], ["NC", "not_classified"]] },
             ]
           All must be there, unless required = false.
           role: key, key_part, name, parent, parent_name, year, type, note, ignored, figure_name, figure_value,
           figure_unit, figure_power, figure_status; without it a figure (kind = "count", "rate", "intensive"), or, with
           labels, a category. Also: censored_at = 5 (5 means 5 or less), note = "<column of notes>", year_day = "first",
           fractional, dates_zoning
           Without any, columns named by the codes of `maillage list indicators` are read
only       rows that are kept: only = { TYPECOM = "COM" }
markers    what texts in the place of figures mean: markers = { s = "secret", nd = "not_available" }
without    columns that say that the file is another one
ignore     columns that are known and not used
vintage    the day of its zones; or where it is: vintage_title = "limites territoriales en vigueur au" (before a day in the
           title lines), vintage_column, sheet = "Epcicom(YYYY)"
observed   the day of its figures; observed_title likewise

One figure a row (a long table): the columns say where its name, its number and its unit are, and it is named so:
  { path = "long.csv", key = "GEO", columns = [
    { name = "MESURE", role = "figure_name" }, { name = "VALEUR", role = "figure_value" },
    { name = "UNITE", role = "figure_unit" }, { name = "STATUT", role = "figure_status", labels = [["C", "secret"]] },
    { name = "TEMPS", role = "year" }, { name = "MED_SL EUR_YR", code = "median_income" } ] }
Of a file with rows of several levels, only = { GEO_OBJECT = "EPCI" } keeps those of one; of a known file, level = "epci".
)topic",
     R"topic(Un fichier que le programme ne connaît pas se décrit dans l'étude. Les descriptions de `maillage list layouts` ont les
mêmes clés (geodata/sources/*.toml) et le même lecteur : une description essayée ici devient intégrée par déplacement.

sources = [
  "communes.csv",
  { path = "places.csv", key = "insee", name = "commune", columns = { places_total = "NB", epci = "SIREN" } },
]
Ce qui est entre { et } tient sur une ligne, sauf dans une liste ; ou chaque source est une table : [[sources]], une clé
par ligne.

key        la colonne des codes ; deux colonnes se suivent : key = ["Code département", "Code commune"]
name       la colonne des noms. Tout nom peut être une liste, dont un est là : ["insee", "CODGEO"] ; majuscules, accents,
           blancs et ponctuation ne comptent pas ; (YY), (YYYY) y est une année : "PMUN_(YYYY)"
level      ce qu'est une ligne : `maillage list levels` (commune à défaut), qpv ou nation
kind       indicators (à défaut), zones, membership, boundaries, statuses
columns    un chiffre (`maillage list indicators` ; un autre nom est un effectif) ou un niveau, et sa colonne ; ou une
           liste, pour en dire plus :
             columns = [
               { name = "TX", code = "poverty_rate", rounding = 0.1, scale = 100, label = "…", short = "…", unit = "percent" },
               { name = "SIREN", role = "parent", level = "epci" },
               { name = "Nom EPCI", role = "parent_name", level = "epci" },
               { name = "Année", role = "year" },
               { name = "Remarque", role = "ignored", required = false },
               { name = "Zonage", code = "zrr", labels = [["C", "classified"], ["NC", "not_classified"]] },
             ]
           Toutes doivent être là, sauf required = false.
           role : key, key_part, name, parent, parent_name, year, type, note, ignored, figure_name, figure_value,
           figure_unit, figure_power, figure_status ; sans lui un chiffre (kind = "count", "rate", "intensive") ou, avec
           labels, une catégorie. Et aussi : censored_at = 5 (5 veut dire 5 ou moins), note = "<colonne de notes>",
           year_day = "first", fractional, dates_zoning
           Sans elle, les colonnes nommées par les codes de `maillage list indicators` sont lues
only       les lignes gardées : only = { TYPECOM = "COM" }
markers    ce que veulent dire des textes à la place des chiffres : markers = { s = "secret", nd = "not_available" }
without    des colonnes qui disent que le fichier en est un autre
ignore     les colonnes connues et sans usage
vintage    le jour de ses zones ; ou le lieu où il est : vintage_title = "limites territoriales en vigueur au" (avant un
           jour, dans les titres), vintage_column, sheet = "Epcicom(YYYY)"
observed   le jour de ses chiffres ; observed_title de même

Un chiffre par ligne (table longue) : les colonnes disent où sont son nom, son nombre, son unité ; on le nomme ainsi :
  { path = "long.csv", key = "GEO", columns = [
    { name = "MESURE", role = "figure_name" }, { name = "VALEUR", role = "figure_value" },
    { name = "UNITE", role = "figure_unit" }, { name = "STATUT", role = "figure_status", labels = [["C", "secret"]] },
    { name = "TEMPS", role = "year" }, { name = "MED_SL EUR_YR", code = "median_income" } ] }
D'un fichier de plusieurs niveaux, only = { GEO_OBJECT = "EPCI" } en garde un ; d'un fichier connu, level = "epci".
)topic"},
    {"ctg-file",
     R"(The Ctg register: one row per agreement and party, CSV or a sheet.

ctg_id;label;level;code;code_type;role;date_signature;date_effect;date_end;status;joined;left;supersedes;source
C17-01;Ctg CA La Rochelle;epci;241700434;EPCI;signatory;2020-11-02;2021-01-01;2024-12-31;signed;;;;

code        an EPCI (SIREN), a commune, a département; one row for each party
role        signatory, beneficiary, transferring, cosigner
date_effect the first day; the day of signature without it; before the signature when the agreement is back-dated
date_end    the last day; without it, covered (presumed) for four years, unknown in the fifth, not covered after
status      signed, in_negotiation, expired, terminated, or in French. Expired or terminated without date_end: unknown
            from the first day to the day of the register, else for five years; date_end after that day is a problem
joined/left first day in, first day out of this party
The day of the register, of which its statuses are: register = { path = "ctg.csv", observed = 2023-12-31 }
Two files work as well: register = ["agreements.csv", "parties.csv"], tied by ctg_id.
Other names of columns are told in the study: register = { path = "ctg.csv", columns = { code = "SIREN" } }
Any list with members as text works too: id_territoire, lib_territoire, date_signature, liste_geo = "Aytré (17028); …".
)",
     R"(Le registre des Ctg : une ligne par convention et par partie, en CSV ou dans une feuille.

ctg_id;label;level;code;code_type;role;date_signature;date_effect;date_end;status;joined;left;supersedes;source
C17-01;Ctg CA La Rochelle;epci;241700434;EPCI;signatory;2020-11-02;2021-01-01;2024-12-31;signed;;;;

code        un EPCI (SIREN), une commune, un département ; une ligne pour chaque partie
role        signatory (signataire), beneficiary (bénéficiaire), transferring (transfert), cosigner (cosignataire)
date_effect le premier jour ; à défaut, le jour de la signature ; avant la signature si la convention est rétroactive
date_end    le dernier jour ; à défaut, couvert (présumé) quatre ans, inconnu la cinquième année, non couvert ensuite
status      signed, in_negotiation, expired, terminated, ou en français. Expirée ou résiliée sans date_end : inconnu du
            premier jour au jour du registre, sinon pendant cinq ans ; une date_end après ce jour est un problème
joined/left premier jour dans la convention, premier jour hors d'elle, pour cette partie
Le jour du registre, dont sont ses statuts : register = { path = "ctg.csv", observed = 2023-12-31 }
Deux fichiers conviennent aussi : register = ["conventions.csv", "parties.csv"], liés par ctg_id.
D'autres noms de colonnes se disent dans l'étude : register = { path = "ctg.csv", columns = { code = "SIREN" } }
Une liste avec des membres en texte convient aussi : id_territoire, lib_territoire, date_signature,
liste_geo = "Aytré (17028); …".
)"},
};

std::string exit_codes(Lang lang) {
  std::string text = say(lang, "Exit codes, the same for every command:\n");
  for (const ExitCode& code : common_exit_codes())
    text += fmt::format("  {:<4} {}\n", code.code, text_of(code.meaning, lang));
  return text;
}

int help(const Arguments& arguments) {
  const Lang lang = arguments.lang;
  if (arguments.has("json")) {
    fmt::print("{}", usage_json(lang));
    return 0;
  }
  if (arguments.has("completion")) {
    fmt::print("{}", completion(arguments.text("shell"), lang));
    return 0;
  }
  if (arguments.has("man")) {
    fmt::print("{}", manual_page(lang));
    return 0;
  }
  if (arguments.has("shell"))
    throw Error(Failure::usage, message("--shell belongs to --completion: for which shell the script is"));
  const std::string topic = arguments.text("TOPIC");
  if (topic.empty()) {
    fmt::print("{}", overview(lang));
    return 0;
  }
  if (const Command* command = find_command(topic)) {
    fmt::print("{}", usage_text(*command, lang));
    return 0;
  }
  if (topic == "exit") {
    fmt::print("{}", exit_codes(lang));
    return 0;
  }
  if (topic == "answer") {
    fmt::print("{}", answer_words(lang));
    return 0;
  }
  std::vector<std::string> known{"answer", "exit"};
  for (const Command& command : commands()) known.emplace_back(command.name);
  for (const Topic& entry : topics) {
    if (entry.name == topic) {
      fmt::print("{}", lang == Lang::fr ? entry.french : entry.english);
      return 0;
    }
    known.emplace_back(entry.name);
  }
  const auto near = closest(topic, known);
  throw Error(Failure::usage,
              message("no help on \"{}\"{}; topics: {}", topic,
                      near ? message("; did you mean \"{}\"?", *near) : Message(), join(known, ", ")));
}

}  // namespace

Command help_command() {
  return {.name = "help",
          .summary = message("help on a command or a topic"),
          .description = message("Without a topic, the list of commands. Topics: the commands, study, "
                                 "source, ctg-file, answer, exit."),
          .positionals = {{.name = "TOPIC",
                           .help = message("a command, study, source, ctg-file, answer or exit"),
                           .required = false,
                           .choices = {"run", "ctg", "map", "qgis", "check", "info", "demo", "list", "help",
                                       "study", "source", "ctg-file", "answer", "exit"}}},
          .options = {{.name = "json", .help = message("every command and option as JSON")},
                      {.name = "completion",
                       .help = message("a completion script: source <(maillage help --completion)")},
                      {.name = "shell",
                       .value = "SHELL",
                       .help = message("for which shell the script is"),
                       .fallback = "bash",
                       .choices = {"bash", "zsh", "fish"}},
                      {.name = "man", .help = message("the manual page, for man")}},
          .common_options = {},
          .clashes = {{"json", "completion", message("ask for one of them")},
                      {"json", "man", message("ask for one of them")},
                      {"completion", "man", message("ask for one of them")},
                      {"TOPIC", "man", message("the page holds every command")},
                      {"TOPIC", "json", message("the JSON holds every command")},
                      {"TOPIC", "completion", message("the script holds every command")}},
          .exit_codes = {},
          .examples = {"maillage help study", "maillage help run"},
          .run = help};
}

}  // namespace maillage::cli
