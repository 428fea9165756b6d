// The study that runs on the files, and what every reader must know of them.
#include <algorithm>

#include "demo/files.hpp"

namespace maillage::demo {
namespace {

constexpr std::string_view sources[] = {"communes-2018.geojson",
                                        "v_commune_2025.csv",
                                        "v_mvt_commune_2025.csv",
                                        "v_departement_2025.csv",
                                        "v_region_2025.csv",
                                        "epcicom2025.csv",
                                        "donnees_communes.csv",
                                        "base-cc-evol-struct-pop-2023.csv",
                                        "nbpla_pe_com.csv",
                                        "txcouv_pe_com.csv",
                                        "txcouv_pe_epci.csv",
                                        "txcouv_pe_dep.csv",
                                        "txcouv_pe_reg.csv",
                                        "txcouv_pe_nat.csv",
                                        "s_ben_com_f.csv",
                                        "cc_filosofi_2021_COM.csv",
                                        "cc_filosofi_2021_EPCI.csv",
                                        "FILO2021_DISP_DEP.csv",
                                        "FILO2021_DISP_PAUVRES_DEP.csv",
                                        "FILO2021_DISP_REG.csv",
                                        "FILO2021_DISP_PAUVRES_REG.csv",
                                        "FILO2021_DISP_METROPOLE.csv",
                                        "FILO2021_DISP_PAUVRES_METROPOLE.csv",
                                        "diffusion-zonages-zrr-cog2021.csv",
                                        "liste-communes-FRR-juillet2025.csv",
                                        "qp-2015.geojson",
                                        "REVN_2022.csv",
                                        "DEMO_2022.csv",
                                        "Filosofi2021_carreaux_200m.csv"};

std::string readme(const Country& country) {
  std::string text =
      "TERRITOIRE DE DÉMONSTRATION (FICTIF)\n\n"
      "Tout est inventé dans ce dossier : communes, limites, noms, codes, habitants, places d'accueil, "
      "revenus,\n"
      "prestations, zonages, conventions. Rien n'y décrit un lieu réel. Le département 96 n'existe pas ; il "
      "est\n"
      "dessiné en mer. Les fichiers ont exactement la forme des sources officielles dont ils portent le nom "
      ": pour\n"
      "travailler sur un vrai territoire, on remplace un fichier par le vrai et on change son chemin dans "
      "demo.toml.\n";
  if (country.land.full_departements > 1)
    text +=
        "Ce territoire est agrandi pour mesurer des temps de calcul : faute de codes libres, ses "
        "départements\n"
        "portent aussi des codes qui existent. Ils n'ont que cela de commun avec les vrais.\n";
  text +=
      "\n    maillage run demo.toml -o resultats\n    maillage ctg demo.toml --missing\n\n"
      "DEMO TERRITORY (FICTIONAL)\n\n"
      "Everything in this folder is invented: communes, borders, names, codes, people, childcare places, "
      "incomes,\n"
      "benefits, zonings, agreements. Nothing describes a real place. Département 96 does not exist; it is "
      "drawn at\n"
      "sea. Files are laid out exactly as the official sources whose names they bear: to work on a real "
      "territory,\n"
      "put a real file in the place of one of these and change its path in demo.toml.\n";
  if (country.land.full_departements > 1)
    text +=
        "This territory is enlarged for benchmarks: codes that are free do not suffice, so its départements "
        "also\n"
        "bear codes that exist. They have nothing else in common with the real ones.\n";
  return text;
}

}  // namespace

void write_study(const Country& country, const Folder& folder) {
  const bool alone = country.land.full_departements == 1;
  std::string text =
      "# Territoire de démonstration : tout y est inventé (README.txt). Fictional: nothing here is real.\n"
      "title = \"Territoire de démonstration (fictif), couverture au 31/12/2023\"\n"
      "at = 2023-12-31\n";
  put(text, "territory = \"{}\"\nepci_policy = \"seat\"\nsources = [\n",
      alone ? "departement:" + country.departements.front().code : std::string("france"));
  for (const std::string_view source : sources) put(text, "  \"{}\",\n", source);
  text +=
      "]\n\n[childcare]\ntarget = 60\ntarget_source = \"objectif fictif\"\n\n[ctg]\nregister = "
      "\"ctg.csv\"\ncomplete_for = [";
  for (std::size_t i = 0; i < country.land.full_departements; ++i)
    put(text, "{}\"{}\"", i == 0 ? "" : ", ", country.departements[i].code);
  text += "]\n\n[output]\nformats = [\"gpkg\", \"shp\", \"geojson\", \"csv\", \"csv-excel\"]\n";
  save(folder, "demo.toml", text);
  save(folder, "README.txt", readme(country));
}

}  // namespace maillage::demo
