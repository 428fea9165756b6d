#include "french.hpp"

namespace maillage::french {
namespace {

constexpr Translation of_study_room[] = {
    {"{}: columns: \"{}\" is named for {} and for {}", "{} : columns : « {} » est donnée pour {} et pour {}"},
    {"only {} are written in a projection, and formats are {}; add one, or leave this out",
     "seuls {} s'écrivent dans une projection, et formats vaut {} ; ajoutez-en un, ou retirez cette ligne"},
    {"output.crs: an EPSG number, such as 2154, or \"legal\": the projection that is legal in the territory",
     "output.crs : un numéro EPSG, comme 2154, ou \"legal\" : la projection légale du territoire"},
    {"limits: every element is a number", "limits : chaque élément est un nombre"},
    {"limits are numbers that rise: limits = [40, 50, 60]",
     "limits : des nombres croissants : limits = [40, 50, 60]"},
    {"file is a name without folder and without extension: file = \"couverture\"",
     "file est un nom sans dossier ni extension : file = \"couverture\""},
    {"classes: a reader tells 2 to {} apart, not {}", "classes : un lecteur en distingue de 2 à {}, pas {}"},
    {"rule \"manual\" needs limits = [40, 50, 60]", "rule \"manual\" demande limits = [40, 50, 60]"},
    {"formats: \"{}\" is none of svg, png, pdf", "formats : « {} » n'est aucun de svg, png, pdf"},
    {"maps are written [[map]], once for each", "les cartes s'écrivent [[map]], une fois pour chacune"},
    {"map.{} belongs to one map: add measure = \"…\"; a [[map]] without measure stands for one map per theme",
     "map.{} est d'une seule carte : ajoutez measure = \"…\" ; un [[map]] sans measure vaut une carte par "
     "thème"},
    {"{}, line {}: a key of more than {} parts; a study has no key so deep",
     "{}, ligne {} : une clé de plus de {} parties ; une étude n'en a pas de si profonde"},
    {"{}: {} bytes; a study file has at most {}: is it the right file?",
     "{} : {} octets ; un fichier d'étude en a au plus {} : est-ce le bon fichier ?"},
    {"complete_for: codes of départements between quotes (they keep their zeros), or the days of one, {{ "
     "departement = "
     "\"17\", from = 2019-01-01, until = 2025-12-31 }}",
     "complete_for : des codes de départements entre guillemets (ils gardent leurs zéros), ou les jours "
     "d'un, {{ "
     "departement = \"17\", from = 2019-01-01, until = 2025-12-31 }}"},
    {"complete_for: the days of which département? departement = \"17\"",
     "complete_for : les jours de quel département ? departement = \"17\""},
    {"reference: {} for {} looks like a share of 1; rates are per hundred: value = {}",
     "reference : {} pour {} ressemble à une part de 1 ; les taux sont pour cent : value = {}"},
    {"complete_for: until is before from", "complete_for : until est avant from"},
    {"[ctg] needs register = \"…\"", "[ctg] a besoin de register = \"…\""},
    {"\"{}\" is a {}, and a rate is made of two counts",
     "« {} » est un chiffre de type {}, et un taux est fait de deux dénombrements"},
    {"`at` is missing: the day everything is asked at, for example at = 2023-12-31",
     "il manque `at` : le jour auquel tout est demandé, par exemple at = 2023-12-31"},
    {"`sources` is missing or empty: name at least the communes",
     "`sources` manque ou est vide : nommez au moins les communes"},
    {"a backslash between double quotes begins an escape: write paths with slashes, \"data/ctg.csv\"",
     "une barre oblique inverse entre guillemets commence un échappement : écrivez les chemins avec des "
     "barres obliques, \"data/ctg.csv\""},
    {"a reference needs measure, value, source and observed (its day): a gap is worth its reference",
     "une référence a besoin de measure, value, source et observed (son jour) : un écart vaut ce que vaut sa "
     "référence"},
    {"a register has parties, no key: columns = {{ code = \"<column of the codes>\" }}",
     "un registre a des parties, pas de clé : columns = {{ code = \"<colonne des codes>\" }}"},
    {"a source is a path between quotes, or {{ path = \"…\", … }}",
     "une source est un chemin entre guillemets, ou {{ path = \"…\", … }}"},
    {"a source needs a path", "une source a besoin d'un chemin"},
    {"a text, a number, true, false or a list of texts is expected here",
     "un texte, un nombre, true, false ou une liste de textes est attendu ici"},
    {"areas belong to the themes territory and priority, and themes are {}; add one of these, or leave it "
     "out",
     "les superficies relèvent des thèmes territory et priority, et les thèmes sont {} ; ajoutez l'un d'eux, "
     "ou retirez cette clé"},
    {"ctg is asked for, and the study has no register: add [ctg] register = \"…\"",
     "ctg est demandé, et l'étude n'a pas de registre : ajoutez [ctg] register = \"…\""},
    {"custom is asked for, and the study has no [territories.<code>] of its own",
     "custom est demandé, et l'étude n'a pas de [territories.<code>]"},
    {"days are written year-month-day: {} = {}", "les jours s'écrivent année-mois-jour : {} = {}"},
    {"did you mean \"{}\"?", "vouliez-vous dire « {} » ?"},
    {"every element must be a text between quotes", "chaque élément doit être un texte entre guillemets"},
    {"five characters: 01004, 2A004", "cinq caractères : 01004, 2A004"},
    {"indicators.{} is built in (\"{}\"); choose another code",
     "indicators.{} est fourni par le programme (« {} ») ; choisissez un autre code"},
    {"levels.{} is built in; choose another code",
     "levels.{} est fourni par le programme ; choisissez un autre code"},
    {"levels.{} needs column = \"…\": the column of a table of communes that says to which zone each belongs",
     "levels.{} a besoin de column = \"…\" : la colonne d'un tableau de communes qui dit à quelle zone "
     "appartient chacune"},
    {"levels.{}: a code is made of small letters, digits and _, and begins with a letter",
     "levels.{} : un code est fait de minuscules, de chiffres et de _, et commence par une lettre"},
    {"no shape is written to {}; add {} to formats, or leave it out",
     "aucun contour n'est écrit en {} ; ajoutez {} à formats, ou retirez cette clé"},
    {"no source gives \"{}\"{}; say which column of which source it is: {{ path = \"…\", key = \"…\", "
     "columns = {{ {} = \"<column>\" }} }}",
     "aucune source ne donne « {} »{} ; dites quelle colonne de quelle source c'est : {{ path = \"…\", key = "
     "\"…\", columns = {{ {} = \"<colonne>\" }} }}"},
    {"nothing would be written; name at least one format",
     "rien ne serait écrit ; nommez au moins un format"},
    {"only {} rounds its coordinates, and formats are {}; add it, or leave this out",
     "seul {} arrondit ses coordonnées, et les formats sont {} ; ajoutez-le, ou retirez cette clé"},
    {"output.decimals: {} is more than a coordinate holds; at most {}",
     "output.decimals : {} est plus que n'en contient une coordonnée ; {} au plus"},
    {"output.{}: {}", "output.{} : {}"},
    {"paths are relative to the folder of the study, {}", "les chemins partent du dossier de l'étude, {}"},
    {"paths are written with slashes, and a Windows drive (C:) is not here",
     "les chemins s'écrivent avec des barres obliques, et un disque de Windows (C:) n'est pas ici"},
    {"paths are written with slashes: \"{}\"", "les chemins s'écrivent avec des barres obliques : \"{}\""},
    {"reference: nothing is compared with \"{}\"; known: {}{}",
     "référence : rien ne se compare à « {} » ; connus : {}{}"},
    {"references are written [[reference]]", "les références s'écrivent [[reference]]"},
    {"rounding is a step above zero: 0.1, 1, 5", "rounding est un pas supérieur à zéro : 0.1, 1, 5"},
    {"territories.{} needs communes = [\"…\"]", "territories.{} a besoin de communes = [\"…\"]"},
    {"territory \"{}\" is not understood; write france, departement:17, region:75, epci:241700434 or "
     "commune:17300",
     "le territoire « {} » n'est pas compris ; écrivez france, departement:17, region:75, epci:241700434 ou "
     "commune:17300"},
    {"the nine digits of a SIREN", "les neuf chiffres d'un SIREN"},
    {"the year of {} has two digits; days are written year-month-day: {} = {}",
     "l'année de {} n'a que deux chiffres ; les jours s'écrivent année-mois-jour : {} = {}"},
    {"theme \"{}\" is computed by the program; choose another name, or leave it out: the layers are then "
     "called indicators_<level>",
     "le thème « {} » est calculé par le programme ; choisissez un autre nom, ou retirez-le : les couches "
     "s'appellent alors indicators_<niveau>"},
    {"two characters, three overseas: 01, 2A, 974", "deux caractères, trois outre-mer : 01, 2A, 974"},
    {"two digits: 75, 01", "deux chiffres : 75, 01"},
    {"{} = \"{}\" is none of {}{}", "{} = \"{}\" n'est pas l'un de {}{}"},
    {"{} is a list of points [[longitude, latitude], …]",
     "{} est une liste de points [[longitude, latitude], …]"},
    {"{} is no day of the calendar; days are written year-month-day: {} = 2023-12-31",
     "{} n'est pas un jour du calendrier ; les jours s'écrivent année-mois-jour : {} = 2023-12-31"},
    {"{} is no day; days are written year-month-day, without quotes: {} = 2023-12-31",
     "{} n'est pas un jour ; les jours s'écrivent année-mois-jour, sans guillemets : {} = 2023-12-31"},
    {"{} must be a number", "{} doit être un nombre"},
    {"{} must be a table: [{}]", "{} doit être une table : [{}]"},
    {"{} must be a text between quotes", "{} doit être un texte entre guillemets"},
    {"{} must be a text or a list of texts", "{} doit être un texte ou une liste de textes"},
    {"{} must be a whole number, 0 or more", "{} doit être un nombre entier, 0 ou plus"},
    {"{}, line {}, column {}", "{}, ligne {}, colonne {}"},
    {"{}, line {}, column {}: unknown key \"{}\"{}", "{}, ligne {}, colonne {} : clé inconnue « {} »{}"},
    {"{}, line {}, column {}: {}", "{}, ligne {}, colonne {} : {}"},
    {"{}: \"{}\" is no code of a {}; {}", "{} : « {} » n'est pas un code de ce niveau ({}) ; {}"},
    {"{}: \"{}\" is none of {}{}", "{} : « {} » n'est pas l'un de {}{}"},
    {"{}: cannot be opened; expected a study file (see `maillage help study`)",
     "{} : ne peut pas être ouvert ; attendu : un fichier d'étude (voir `maillage help study`)"},
    {"{}: columns are declared with their key: key = \"…\"",
     "{} : les colonnes se déclarent avec leur clé : key = \"…\""},
    {"{}: columns: {} is no figure of the program; did you mean \"{}\"?",
     "{} : columns : {} n'est pas un chiffre du programme ; vouliez-vous dire « {} » ?"},
    {"{}: every element is a point [longitude, latitude]",
     "{} : chaque élément est un point [longitude, latitude]"},
    {"{}: every element must be a text between quotes (codes keep their zeros)",
     "{} : chaque élément doit être un texte entre guillemets (les codes gardent leurs zéros)"},
    {"{}: no such file; looked for {}", "{} : fichier absent ; cherché en {}"},
    {"{}; did you mean \"{}\"?", "{} ; vouliez-vous dire « {} » ?"},
    {"{}; there is no folder {}", "{} ; il n'y a pas de dossier {}"},
    {"a source needs the column of its codes: key = \"…\"",
     "une source demande la colonne de ses codes : key = \"…\""},
    {"map.{} does not go with since: a change is drawn in classes, or as entries and exits",
     "map.{} ne va pas avec since : une évolution se dessine en classes, ou en entrées et sorties"},
    {"since: {} is not before the day of the study, {}", "since : {} n'est pas avant le jour de l'étude, {}"},
};

}  // namespace

std::span<const Translation> of_study() {
  return of_study_room;
}

}  // namespace maillage::french
