#include "french.hpp"

namespace maillage::french {
namespace {

constexpr Translation of_geometry_room[] = {
    {"not enough memory for the database of PROJ (proj.db), or it is not installed where PROJ looks",
     "pas assez de mémoire pour la base de PROJ (proj.db), ou elle n'est pas installée là où PROJ la "
     "cherche"},
    {"EPSG:{} is no coordinate reference system known to PROJ",
     "EPSG:{} n'est pas un système de coordonnées connu de PROJ"},
    {"comparing shapes in different systems, {} and {}",
     "comparaison de contours de systèmes différents, {} et {}"},
    {"no legal projection known for département \"{}\"; expected two characters (Lambert-93) or 971 to 978",
     "aucune projection légale connue pour le département « {} » ; attendu : deux caractères (Lambert-93) ou "
     "971 à 978"},
    {"no way from {} to {} known to PROJ", "PROJ ne connaît aucun passage de {} à {}"},
    {"overlay of two layers in degrees ({} and {}): project both to the legal projection of the territory "
     "first",
     "superposition de deux couches en degrés ({} et {}) : projetez-les d'abord dans la projection légale du "
     "territoire"},
    {"overlay of two layers in different systems, {} and {}: bring one of them to the system of the other "
     "first",
     "superposition de deux couches de systèmes différents, {} et {} : ramenez d'abord l'une dans le système "
     "de l'autre"},
    {"planar measures of shapes in degrees ({}): project them first, or ask for ellipsoidal ones",
     "mesures planes de contours en degrés ({}) : projetez-les d'abord, ou demandez des mesures "
     "ellipsoïdales"},
    {"zone {}: point {}, {} in {} has no place in {}",
     "zone {} : le point {}, {} en {} n'a pas de place en {}"},
    {"zone {}: {}, {} is no longitude, latitude in degrees",
     "zone {} : {}, {} n'est pas une longitude et une latitude en degrés"},
};

}  // namespace

std::span<const Translation> of_geometry() {
  return of_geometry_room;
}

}  // namespace maillage::french
