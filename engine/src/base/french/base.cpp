#include "french.hpp"

namespace maillage::french {
namespace {

constexpr Word counted_words[] = {
    {"agreement", "convention", "", true},
    {"cell", "cellule", "", true},
    {"code", "code", ""},
    {"commune", "commune", "", true},
    {"district", "arrondissement", ""},
    {"file", "fichier", ""},
    {"formula", "formule", "", true},
    {"group", "groupe", ""},
    {"name", "nom", ""},
    {"note", "note", "", true},
    {"piece", "morceau", "morceaux"},
    {"problem", "problème", ""},
    {"repeated point", "point répété", "points répétés"},
    {"row", "ligne", "", true},
    {"column", "colonne", "", true},
    {"spike", "pointe", "", true},
    {"text", "texte", ""},
    {"warning", "avertissement", ""},
    {"zone", "zone", "", true},
};

constexpr Translation terms[] = {
    {"at most the whole population", "au plus la population totale"},
    {"iris", "IRIS"},
    {"a part of them", "une partie d'entre eux"},
    {"places for the children of the zones", "des places à la mesure des enfants des zones"},
    {"children of three years out of the inhabitants", "les enfants de trois années parmi les habitants"},
    {"Childcare", "Petite enfance"},
    {"integer", "entier"},
    {"real", "décimal"},
    {"text", "texte"},
    {"Ctg", "Ctg"},
    {"Poverty", "Pauvreté"},
    {"Territory", "Territoire"},
    {"ZRR, FRR, QPV", "ZRR, FRR, QPV"},
    {" or ", " ou "},
    {", or ", ", ou "},
    {"; ", " ; "},
    {"a Shapefile for each layer, styled for QGIS", "un Shapefile par couche, mis en forme pour QGIS"},
    {"a file for each layer, RFC 7946, in degrees, styled for QGIS",
     "un fichier par couche, RFC 7946, en degrés, mis en forme pour QGIS"},
    {"a QGIS project over the GeoPackage, which comes with it: layers by theme, legends, labels, print "
     "layouts",
     "un projet QGIS sur le GeoPackage, qui vient avec : couches par thème, légendes, étiquettes, mises en "
     "page"},
    {"one workbook for people: a sheet for each layer, in words, with filters, notes and the meaning of its "
     "columns",
     "un classeur pour les personnes : une feuille par couche, en toutes lettres, avec filtres, notes et "
     "sens des colonnes"},
    {"a table for each layer, for Excel in French", "un tableau par couche, pour Excel en français"},
    {"a table for each layer, for programs and GIS, with its .csvt",
     "un tableau par couche, pour les programmes et les SIG, avec son .csvt"},
    {"one GeoPackage with every layer styled for QGIS",
     "un GeoPackage avec toutes les couches stylées pour QGIS"},
    {"EUR per year and consumption unit", "euros par an et par unité de consommation"},
    {"agreements", "conventions"},
    {"boundaries", "contours"},
    {"change of code", "changement de code"},
    {"change of département", "changement de département"},
    {"change of name", "changement de nom"},
    {"collapsed-ring", "anneau réduit à rien"},
    {"communes", "communes"},
    {"count", "dénombrement"},
    {"creation", "création"},
    {"custom", "territoire de l'étude"},
    {"deletion", "suppression"},
    {"departement", "département"},
    {"departements", "départements"},
    {"doubled-edge", "côté en double"},
    {"epci", "EPCI"},
    {"epcis", "EPCI"},
    {"event", "événement"},
    {"expired", "expirée"},
    {"hole", "trou"},
    {"in_negotiation", "en négociation"},
    {"indicators", "chiffres"},
    {"intensive", "grandeur non additive"},
    {"known", "connu"},
    {"at most the inhabitants", "au plus le nombre d'habitants"},
    {"children", "enfants"},
    {"households", "ménages"},
    {"mainland France", "France métropolitaine"},
    {"percent", "pour cent"},
    {"persons", "personnes"},
    {"places for the children of the zone", "des places à la mesure des enfants de la zone"},
    {"places per 100 children under 3", "places pour 100 enfants de moins de 3 ans"},
    {"grid", "carreau"},
    {"membership", "appartenances"},
    {"merger", "fusion"},
    {"movements", "mouvements"},
    {"nation", "pays"},
    {"no_match", "sans ligne"},
    {"not_applicable", "sans objet"},
    {"not_available", "non disponible"},
    {"not_significant", "non significatif"},
    {"overlap", "chevauchement"},
    {"qpv", "QPV"},
    {"qpvs", "QPV"},
    {"rate", "taux"},
    {"re-establishment", "rétablissement"},
    {"region", "région"},
    {"regions", "régions"},
    {"register", "registre"},
    {"secret", "secret statistique"},
    {"secret_secondary", "secret statistique secondaire"},
    {"self-crossing", "contour qui se croise"},
    {"self-touching", "contour qui se touche"},
    {"signed", "signée"},
    {"slit", "fente"},
    {"statuses", "statuts"},
    {"stray-hole", "trou hors de sa zone"},
    {"t-junction", "jonction en T"},
    {"terminated", "résiliée"},
    {"unclosed-ring", "anneau non fermé"},
    {"unlocated", "non localisé"},
    {"coverage by a Ctg", "couverture par une Ctg"},
    {"early childcare: coverage rates, places, gaps",
     "accueil du jeune enfant : taux de couverture, places, écarts"},
    {"monetary poverty (Filosofi)", "pauvreté monétaire (Filosofi)"},
    {"priority zones: ZRR, FRR, QPV", "zones prioritaires : ZRR, FRR, QPV"},
    {"territory: code, name, what it belongs to, population, area",
     "territoire : code, nom, appartenance, population, superficie"},
};

constexpr Translation of_base_room[] = {
    {"\"{}\" belongs to another user, and in \"{}\" only owners replace what is theirs",
     "« {} » appartient à un autre utilisateur, et dans « {} » seuls les propriétaires remplacent ce qui est "
     "à eux"},
    {"\"{}\" is a mount point, which cannot change places with another folder",
     "« {} » est un point de montage, qui ne peut pas changer de place avec un autre dossier"},
    {"the folder \"{}\" cannot be written ({})", "le dossier « {} » ne peut pas être écrit ({})"},
    {" and ", " et "},
    {"an unknown share", "une part inconnue"},
    {"at least", "au moins"},
    {"at most", "au plus"},
    {"between {} and {}", "entre {} et {}"},
    {"column {}", "colonne {}"},
    {"layer {}", "couche {}"},
    {"less than", "moins de"},
    {"more than", "plus de"},
    {"note", "note"},
    {"others", "autres"},
    {"problem", "problème"},
    {"row {}", "ligne {}"},
    {"some share", "une part non nulle"},
    {"stopped on request; nothing was written", "arrêt demandé ; rien n'a été écrit"},
    {"warning", "avertissement"},
    {"zone {}", "zone {}"},
    {"{}: {}", "{} : {}"},
    {"{}; expected {}", "{} ; attendu : {}"},
    {"{}; {}", "{} ; {}"},
};

}  // namespace

std::span<const Word> words() {
  return counted_words;
}

std::span<const Translation> words_of_lists() {
  return terms;
}

std::span<const Translation> of_base() {
  return of_base_room;
}

}  // namespace maillage::french
