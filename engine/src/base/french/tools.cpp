#include "french.hpp"

namespace maillage::french {
namespace {

constexpr Translation of_tools_room[] = {
    {"-o {}: the name ends in none of .svg, .png, .pdf: a map is one of these",
     "-o {} : le nom ne finit ni par .svg, ni par .png, ni par .pdf : une carte est l'un d'eux"},
    {"--limits: \"{}\" is no number; write --limits 40;50;60",
     "--limits : « {} » n'est pas un nombre ; écrivez --limits 40;50;60"},
    {"--classes {}: a reader tells 2 to {} classes apart",
     "--classes {} : un lecteur distingue de 2 à {} classes"},
    {"--level {}: none of {}{}", "--level {} : aucun de {}{}"},
    {"--limits: numbers must rise, as in --limits 40;50;60",
     "--limits : les nombres doivent croître, comme --limits 40;50;60"},
    {"--rule manual needs --limits 40;50;60", "--rule manual demande --limits 40;50;60"},
    {"no font", "aucune police"},
    {"--{} belongs to one map: name its MEASURE; without one, each theme gets its own map",
     "--{} est d'une seule carte : nommez sa MEASURE ; sans elle, chaque thème a sa carte"},
    {"drawing", "dessin"},
    {"draw a map that goes into a report", "dessiner une carte pour un rapport"},
    {"A rate is drawn in classes of colour, a count as circles, a status as categories; around it title, "
     "dates, legend,\nscale, field, source. The caption, with a text for those who cannot see the map, "
     "stands beside it (.caption.txt). Without\nMEASURE the maps that the themes of the study deserve are "
     "written to a folder.",
     "Un taux est dessiné en classes de couleur, un effectif en cercles, un statut en catégories ; autour, "
     "titre, dates,\nlégende, échelle, champ, source. La légende à coller, avec un texte pour qui ne voit "
     "pas la carte, est à côté\n(.caption.txt). Sans MEASURE, les cartes que méritent les thèmes de l'étude "
     "sont écrites dans un dossier."},
    {"the study file", "le fichier d'étude"},
    {"map.svg, map.png or map.pdf; without MEASURE a folder [map.svg, maps]",
     "map.svg, map.png ou map.pdf ; sans MEASURE, un dossier [map.svg, maps]"},
    {"of the maps in a folder", "des cartes d'un dossier"},
    {"zones drawn; EPCI where they have figures, else communes",
     "zones dessinées ; les EPCI s'ils ont des chiffres, sinon les communes"},
    {"what the measure allows", "ce que la mesure permet"},
    {"a count drawn as circles over the classes", "un effectif dessiné en cercles sur les classes"},
    {"how classes are cut", "comment les classes sont coupées"},
    {"number of classes, 2 to 8 [5]", "nombre de classes, de 2 à 8 [5]"},
    {"limits of one's own, as 40;50;60", "seuils choisis, comme 40;50;60"},
    {"size of the page", "format de la page"},
    {"instead of the one made from the measure", "au lieu de celui fait d'après la mesure"},
    {"instead of the title of the study", "au lieu du titre de l'étude"},
    {"polygons around the territory, drawn in grey", "polygones autour du territoire, dessinés en gris"},
    {"polygons whose outlines are drawn over the zones, such as QPV",
     "polygones dont les contours sont dessinés par-dessus, comme les QPV"},
    {"communes with this status are hatched over the zones", "les communes de ce statut sont hachurées"},
    {"limits say how many classes there are", "les seuils disent combien il y a de classes"},
    {"the name given to -o says the format", "le nom donné à -o dit le format"},
    {"drawn", "dessinée"},
    {"drawn, but the data hold problems: they are listed on stderr",
     "dessinée, mais les données ont des problèmes : ils sont listés sur stderr"},
    {"names may run into each other; install fonts-liberation2, or write .svg",
     "les noms peuvent se chevaucher ; installez fonts-liberation2, ou écrivez en .svg"},
    {"{} stands for {}, which is not installed", "{} remplace {}, qui n'est pas installée"},
    {"{}: cannot be written; is the folder there, and the disk not full?",
     "{} : ne peut pas être écrit ; le dossier existe-t-il, et le disque n'est-il pas plein ?"},
    {"folder \"{}\" holds {}, which this program did not write; name a new folder",
     "le dossier « {} » contient {}, que ce programme n'a pas écrit ; nommez un nouveau dossier"},
    {"maillage: \"{}\": {}", "maillage : « {} » : {}"},
    {"maillage: {}", "maillage : {}"},
    {"not enough memory", "pas assez de mémoire"},
    {"write into a folder that holds files of others; they stay, and one in the way stops the run",
     "écrire dans un dossier qui contient d'autres fichiers ; ils restent, et celui qui occupe une place "
     "arrête l'exécution"},
    {"  others: `maillage help exit`\n", "  autres : `maillage help exit`\n"},
    {" [options]", " [options]"},
    {"--by {}: none of {}{}", "--by {} : n'est pas l'un de {}{}"},
    {"--layer is of a data file; the sources of a study name their own layers",
     "--layer concerne un fichier de données ; les sources d'une étude nomment leurs couches"},
    {"--layer is of a data file; {} is a study: its sources name their own layers",
     "--layer concerne un fichier de données ; {} est une étude : ses sources nomment leurs couches"},
    {"--{} is given twice; see `maillage help {}`", "--{} est donné deux fois ; voir `maillage help {}`"},
    {"--{} {} is not before the day asked, {}: write an earlier day, or ask at a later one with --at",
     "--{} {} n'est pas avant le jour demandé, {} : écrivez un jour antérieur, ou demandez un jour ultérieur "
     "avec --at"},
    {"--{} {}: not a day; write 2023-12-31", "--{} {} : pas un jour ; écrivez 2023-12-31"},
    {"--{} {}: not a whole number from 0 to {}", "--{} {} : pas un nombre entier de 0 à {}"},
    {"; did you mean {}?", " ; vouliez-vous dire {} ?"},
    {"Answers from the study's register at its day: the rates, and with --missing every commune that is "
     "not\ncovered or of which nobody can tell, with the reason. What is unknown is never counted as not "
     "covered:\nrates then have two bounds.",
     "Répond d'après le registre de l'étude à son jour : les taux, et avec --missing chaque commune non "
     "couverte ou\ndont nul ne peut rien dire, avec le motif. Ce qui est inconnu n'est jamais compté comme "
     "non couvert : les taux\nont alors deux bornes."},
    {"Exit codes, the same for every command:\n", "Codes de sortie, les mêmes pour toutes les commandes :\n"},
    {"Of a study (.toml): where every row of every source went, which codes find no zone and what they may "
     "be,\nwhich zones have no row, what the register says wrong, and whether the communes tile the ground. "
     "Of one\nfile: what its reading shows, duplicated codes, invalid shapes, holes and overlaps with both "
     "zones and\nthe place. --format geojson gives the problem spots as a layer.",
     "D'une étude (.toml) : où est allée chaque ligne de chaque source, quels codes ne trouvent pas de zone "
     "et ce\nqu'ils peuvent être, quelles zones n'ont pas de ligne, ce que le registre dit de faux, et si "
     "les communes\npavent le territoire. D'un fichier : ce que montre sa lecture, les codes en double, les "
     "contours invalides,\nles trous et les chevauchements, avec les deux zones et le lieu. --format geojson "
     "donne ces lieux en couche."},
    {"Reads a file and says what it is: the layout recognised and its producer, the vintage and how it is "
     "known,\nthe key, rows and zones, encoding, what the reader undid (title lines, lost zeros), markers "
     "met, CRS.\nFiles with several layers are described layer by layer. Of a study (.toml): each source "
     "that it names, as a run\nwould read it, and what is not found.",
     "Lit un fichier et dit ce qu'il est : la description reconnue et son producteur, le millésime et "
     "comment on le\nconnaît, la clé, les lignes et les zones, le codage, ce que la lecture a défait (lignes "
     "de titre, zéros perdus),\nles marques rencontrées, le système de coordonnées. Un fichier à plusieurs "
     "couches est décrit couche par couche.\nD'une étude (.toml) : chaque source qu'elle nomme, comme un "
     "calcul la lirait, et ce qui n'est pas trouvé."},
    {"Reads the sources that the study names, joins them, computes the layers and writes them to a folder, "
     "with\nmanifest.json beside them. The answer goes to stdout, in the language of the study. The folder "
     "is written\nwhole or not at all; a folder that maillage wrote before is replaced.",
     "Lit les sources que nomme l'étude, les rapproche, calcule les couches et les écrit dans un dossier, "
     "avec\nmanifest.json à côté. La réponse va sur stdout, dans la langue de l'étude. Le dossier est écrit "
     "en entier ou pas\ndu tout ; un dossier que maillage a écrit auparavant est remplacé."},
    {"The words of the answer. Each commune has one status on the day asked, and a reason.\n\ncouverte: an "
     "agreement in force binds its EPCI or itself (definition B: itself, or by transfer)\n",
     "Les mots de la réponse. Chaque commune a un statut au jour demandé, et un motif.\n\ncouverte : une "
     "convention en vigueur engage son EPCI ou elle-même (définition B : elle-même, ou par transfert)\n"},
    {"Without a topic, the list of commands. Topics: the commands, study, source, ctg-file, answer, exit.",
     "Sans sujet, la liste des commandes. Sujets : les commandes, study, source, ctg-file, answer, exit."},
    {"Writes the files of a fictional département, in the layouts of the official sources, and demo.toml, a "
     "study\non them. The same seed gives the same bytes. Prints the path of the study.",
     "Écrit les fichiers d'un département fictif, dans la forme des sources officielles, et demo.toml, une "
     "étude sur\neux. La même graine donne les mêmes octets. Imprime le chemin de l'étude."},
    {"\nCommon options:\n", "\nOptions communes :\n"},
    {"\nExamples:\n", "\nExemples :\n"},
    {"\nExit codes:\n", "\nCodes de sortie :\n"},
    {"\nOptions:\n", "\nOptions :\n"},
    {"\nTopics: `maillage help study` (the study file), `ctg-file` (the register), `answer` (its words), "
     "`exit`\nFirst steps: maillage demo -o demo && maillage run demo/demo.toml -o out\n",
     "\nSujets : `maillage help study` (le fichier d'étude), `ctg-file` (le registre), `answer` (ses mots), "
     "`exit`\nPour commencer : maillage demo -o demo && maillage run demo/demo.toml -o out\n"},
    {"\ninconnue: nobody can tell from these files; `ctg` answers 1, as for non couverte\n",
     "\ninconnue : nul ne peut le dire d'après ces fichiers ; `ctg` répond 1, comme pour non couverte\n"},
    {"\nnon couverte: surely none\n", "\nnon couverte : aucune convention, à coup sûr\n"},
    {"a change counts communes; --since … --format json names them",
     "une évolution compte les communes ; --since … --format json les nomme"},
    {"a change has no shapes; use table or json", "une évolution n'a pas de contours ; prenez table ou json"},
    {"a change is no list of rows; use table or json",
     "une évolution n'est pas une liste de lignes ; prenez table ou json"},
    {"a change is that of the whole territory", "une évolution est celle de tout le territoire"},
    {"a command, study, source, ctg-file, answer or exit",
     "une commande, study, source, ctg-file, answer ou exit"},
    {"a commune of its own", "une commune isolée"},
    {"a curve counts communes, it lists none", "une courbe compte les communes, elle n'en liste aucune"},
    {"a curve has no shapes; use table, csv or json",
     "une courbe n'a pas de contours ; prenez table, csv ou json"},
    {"a curve is that of the whole territory", "une courbe est celle de tout le territoire"},
    {"a date is missing, unreadable or contradicts another",
     "une date manque, est illisible ou en contredit une autre"},
    {"a district of it is bound, not the whole commune",
     "l'un de ses arrondissements est engagé, pas la commune entière"},
    {"a file cannot be opened, read or written", "un fichier ne peut pas être ouvert, lu ou écrit"},
    {"a file is not readable as what it claims to be",
     "un fichier n'est pas lisible comme ce qu'il prétend être"},
    {"a law of the program itself is broken: please report it",
     "une loi du programme lui-même est enfreinte : merci de le signaler"},
    {"a party found nowhere may be this commune or its EPCI: mend its code",
     "une partie introuvable est peut-être cette commune ou son EPCI : corrigez son code"},
    {"a study (.toml) or a data file", "une étude (.toml) ou un fichier de données"},
    {"a study file whose own themes, levels and indicators are listed too",
     "une étude dont les propres thèmes, niveaux et indicateurs sont listés aussi"},
    {"a study is described alone: ask for the files in another command",
     "une étude se décrit seule : demandez les fichiers dans une autre commande"},
    {"another territory of the same kind", "un autre territoire du même genre"},
    {"ask at this day instead of the study's", "demander à ce jour au lieu de celui de l'étude"},
    {"ask for one of them", "demandez l'un des deux"},
    {"both definitions", "les deux définitions"},
    {"checking", "vérification"},
    {"not read, for this question uses nothing of them: {}\n",
     "non lus, car cette question n'en utilise rien : {}\n"},
    {"complete_for does not name its département: silence proves nothing",
     "complete_for ne nomme pas son département : le silence ne prouve rien"},
    {"compute a study and write its layers", "calculer une étude et écrire ses couches"},
    {"coverage from that day to the day asked, at constant geography and population",
     "la couverture de ce jour au jour demandé, à géographie et population constantes"},
    {"definition A", "définition A"},
    {"definition B only", "définition B seulement"},
    {"definition B: the register lists the commune as transferring",
     "définition B : le registre indique que la commune a transféré sa compétence"},
    {"demo territory of {} communes; expected {} to {}",
     "territoire fictif de {} communes ; attendu : de {} à {}"},
    {"demo territory: no commune two cells away", "territoire fictif : aucune commune à deux cases"},
    {"demo territory: no communes to merge", "territoire fictif : aucune commune à fusionner"},
    {"demo territory: no place inside a département",
     "territoire fictif : aucun lieu à l'intérieur d'un département"},
    {"demo territory: no room for its islands", "territoire fictif : pas de place pour ses îles"},
    {"demo.toml: no {}", "demo.toml : pas de {}"},
    {"done, or yes", "fait, ou oui"},
    {"each is an answer of its own", "chacune est une réponse à elle seule"},
    {"entries, exits and change in points since that day",
     "entrées, sorties et évolution en points depuis ce jour"},
    {"every command and option as JSON", "chaque commande et chaque option, en JSON"},
    {"every file is found and recognised", "chaque fichier est trouvé et reconnu"},
    {"folder to write", "dossier à écrire"},
    {"help on a command or a topic", "aide sur une commande ou un sujet"},
    {"how many communes (226 when not said)", "combien de communes (226 sinon)"},
    {"how to print", "comment imprimer"},
    {"interrupted", "interrompu"},
    {"it was split off from a commune that an agreement binds",
     "elle s'est séparée d'une commune qu'une convention engage"},
    {"language of answers, diagnostics and help; else that of the study",
     "langue des réponses, des messages et de l'aide ; sinon celle de l'étude"},
    {"layer or sheet of a data file", "couche ou feuille d'un fichier de données"},
    {"list only what is not wholly covered, or unknown",
     "ne lister que ce qui n'est pas entièrement couvert, ou inconnu"},
    {"listed, not signed", "inscrite, non signée"},
    {"maillage: internal error: {}; please report it\n",
     "maillage : erreur interne : {} ; merci de la signaler\n"},
    {"maillage: territory coverage for France: childcare, Ctg, poverty, priority zones\n\nCommands:\n",
     "maillage : couverture du territoire en France : petite enfance, Ctg, pauvreté, zones "
     "prioritaires\n\nCommandes :\n"},
    {"no help on \"{}\"{}; topics: {}", "pas d'aide sur « {} »{} ; sujets : {}"},
    {"no problem found", "aucun problème trouvé"},
    {"no progress and no notes on stderr; warnings and problems stay",
     "ni progression ni notes sur stderr ; avertissements et problèmes restent"},
    {"no table says to which EPCI it belongs", "aucun tableau ne dit à quel EPCI elle appartient"},
    {"no, or problems found in readable data", "non, ou des problèmes dans des données lisibles"},
    {"nothing is shortened: every diagnostic, every row", "rien n'est abrégé : chaque message, chaque ligne"},
    {"number of threads; the result does not depend on it",
     "nombre de fils d'exécution ; le résultat n'en dépend pas"},
    {"one line per zone of this level; `maillage list levels` names them",
     "une ligne par zone de ce niveau ; `maillage list levels` les nomme"},
    {"one or more files, or a study (.toml)", "un ou plusieurs fichiers, ou une étude (.toml)"},
    {"one says less, the other more", "l'un en dit moins, l'autre plus"},
    {"only a part of its land, a former commune, is bound",
     "seule une partie de son territoire, une ancienne commune, est engagée"},
    {"only this layer or sheet", "cette couche ou cette feuille seulement"},
    {"problems found", "des problèmes trouvés"},
    {"reading the study", "lecture de l'étude"},
    {"show this help", "afficher cette aide"},
    {"some file or layer is not", "un fichier ou une couche ne l'est pas"},
    {"standard output cannot be written", "la sortie standard ne peut pas être écrite"},
    {"the EPCI is gone, or the commune left it", "l'EPCI n'existe plus, ou la commune l'a quitté"},
    {"the JSON holds every command", "le JSON contient toutes les commandes"},
    {"the JSON is whole already", "le JSON est déjà entier"},
    {"the first one begins after the day asked", "la première commence après le jour demandé"},
    {"the join doctor and the geometry check, of a study or a file",
     "le contrôle des rapprochements et des contours, d'une étude ou d'un fichier"},
    {"the last one is over; its day is printed when it is stated",
     "la dernière est finie ; son jour est imprimé s'il est indiqué"},
    {"the points are whole already", "les points sont déjà tous là"},
    {"the register is complete there, and lists none", "le registre y est complet, et n'en liste aucune"},
    {"the script holds every command", "le script contient toutes les commandes"},
    {"the study file (TOML); see `maillage help study`",
     "le fichier d'étude (TOML) ; voir `maillage help study`"},
    {"the study file; its [ctg] table names the register",
     "le fichier d'étude ; sa table [ctg] nomme le registre"},
    {"unknown command \"{}\"{}; see `maillage help`", "commande inconnue « {} »{} ; voir `maillage help`"},
    {"unknown option {}{}", "option inconnue {}{}"},
    {"usage: the command line or the study file asks for something that makes no sense",
     "usage : la ligne de commande ou l'étude demande quelque chose qui n'a pas de sens"},
    {"what a file is: source, vintage, key, counts, quirks; what a study names",
     "ce qu'est un fichier : source, millésime, clé, effectifs, particularités ; ce que nomme une étude"},
    {"which communes lack Ctg coverage?", "quelles communes n'ont pas de Ctg ?"},
    {"write the fictional demo territory and its study",
     "écrire le territoire fictif de démonstration et son étude"},
    {"writing", "écriture"},
    {"written", "écrit"},
    {"written, but the data hold problems: they are listed on stderr and in the manifest",
     "écrit, mais les données ont des problèmes : ils sont listés sur stderr et dans le manifeste"},
    {"{} and {} do not go together: {}; see `maillage help {}`",
     "{} et {} ne vont pas ensemble : {} ; voir `maillage help {}`"},
    {"{} is missing; see `maillage help {}`", "il manque {} ; voir `maillage help {}`"},
    {"{} more like these [{}]: --verbose shows them", "{} de plus comme ceux-ci [{}] : --verbose les montre"},
    {"{} of what was put right: --verbose shows {0|it|them}\n",
     "{} sur ce qui a été redressé : --verbose {0|la|les} montre\n"},
    {"{}, rows {}{}", "{}, lignes {}{}"},
    {"{}: cannot be written; is the folder writable and the disk not full?",
     "{} : ne peut pas être écrit ; le dossier est-il ouvert à l'écriture et le disque non plein ?"},
    {"{}: no such folder, and it cannot be made", "{} : ce dossier n'existe pas et ne peut pas être créé"},
    {"{}; see `maillage help {}`", "{} ; voir `maillage help {}`"},
    {"… and {} more: --verbose shows all\n", "… et {} de plus : --verbose montre tout\n"},
    {"--search looks among layouts: maillage list layouts --search {}",
     "--search cherche parmi les descriptions : maillage list layouts --search {}"},
    {"no layout has the words sought", "aucune description n'a les mots cherchés"},
    {"no layout is about \"{}\"; a study describes a file of its own: `maillage help source`\n",
     "aucune description ne parle de « {} » ; une étude décrit un fichier à elle : `maillage help source`\n"},
    {"only the layouts that have these words in their name, title, producer or columns",
     "seulement les descriptions qui ont ces mots dans leur nom, leur titre, leur producteur ou leurs "
     "colonnes"},
    {"--shell belongs to --completion: for which shell the script is",
     "--shell va avec --completion : pour quel interpréteur est le script"},
    {"--since {} is not before the day of the study, {}",
     "--since {} n'est pas avant le jour de l'étude, {}"},
    {"--since {}: not a day; write 2023-12-31", "--since {} : pas un jour ; écrivez 2023-12-31"},
    {"COMMANDS", "COMMANDES"},
    {"EXAMPLES", "EXEMPLES"},
    {"EXIT CODES", "CODES DE SORTIE"},
    {"NAME", "NOM"},
    {"SEE ALSO", "VOIR AUSSI"},
    {"User commands", "Commandes"},
    {"Lists the layouts of the catalogue (files that are recognised by their columns), the output formats, "
     "the\nthemes of layers, the levels (communes and what they add up to), or the indicators (figures with "
     "their code,\ntheme and definition). With a STUDY, themes, levels and indicators include those that it "
     "adds in\n[levels.<code>] and [indicators.<code>]. The measures are what maillage map can draw of a "
     "STUDY: its columns, each with\nits levels.",
     "Liste les descriptions du catalogue (fichiers reconnus à leurs colonnes), les formats de sortie, les "
     "thèmes des\ncouches, les niveaux (les communes et ce qu'elles composent) ou les indicateurs (chiffres "
     "avec leur code, leur\nthème et leur définition). Avec une STUDY, les thèmes, niveaux et indicateurs "
     "comprennent ceux qu'elle ajoute par\n[levels.<code>] et [indicators.<code>]. Les mesures sont ce que "
     "maillage map peut dessiner d'une STUDY : ses colonnes,\nchacune avec ses niveaux."},
    {"Writes what formats = [\"qgis\"] in [output] writes: a GeoPackage with every layer, and beside it a "
     "project (.qgz)\nthat opens them by theme, with titles, legends, labels, tips and a print layout for "
     "each layer. Its path goes to stdout.",
     "Écrit ce qu'écrit formats = [\"qgis\"] dans [output] : un GeoPackage avec toutes les couches, et à "
     "côté un projet (.qgz)\nqui les ouvre par thème, avec titres, légendes, étiquettes, bulles et une mise "
     "en page par couche. Son chemin va sur stdout."},
    {"`maillage help study` (the study file), `maillage help ctg-file` (the register), `maillage help "
     "answer` (the words of the answer)",
     "`maillage help study` (le fichier d'étude), `maillage help ctg-file` (le registre), `maillage help "
     "answer` (les mots de la réponse)"},
    {"a change is drawn in classes, or as entries and exits",
     "une évolution se dessine en classes, ou en entrées et sorties"},
    {"a column of its layers, such as rate_total; `maillage list measures STUDY` names them",
     "une colonne de ses couches, comme rate_total ; `maillage list measures STUDY` les nomme"},
    {"a completion script: source <(maillage help --completion)",
     "un script de complétion : source <(maillage help --completion)"},
    {"exit code {}", "code de sortie {}"},
    {"for which shell the script is", "pour quel interpréteur de commandes est le script"},
    {"layouts (default), formats, themes, levels, indicators, measures",
     "layouts (par défaut), formats, themes, levels, indicators, measures"},
    {"list measures: of which study? maillage list measures study.toml",
     "list measures : de quelle étude ? maillage list measures study.toml"},
    {"list {}: nothing of that name{}; there are {}", "list {} : rien de ce nom{} ; il y a {}"},
    {"maillage - territory coverage for France: childcare, Ctg, poverty, priority zones",
     "maillage - couverture des territoires en France : petite enfance, Ctg, pauvreté, zones prioritaires"},
    {"the manual page, for man", "la page de manuel, pour man"},
    {"the page holds every command", "la page contient toutes les commandes"},
    {"what the measure has become since that day: a difference, or who entered and left",
     "ce que la mesure est devenue depuis ce jour : une différence, ou les entrées et sorties"},
    {"what the program knows: layouts of sources, formats, themes, levels, indicators; the measures of a "
     "study",
     "ce que le programme connaît : descriptions de sources, formats, thèmes, niveaux, indicateurs ; les "
     "mesures d'une étude"},
    {"write a QGIS project of a study", "écrire le projet QGIS d'une étude"},
    {"--by {}: with --{} one of {}, {}", "--by {} : avec --{}, {} ou {}"},
    {"--count says what --reach counts: add --reach 96",
     "--count dit ce que --reach compte : ajoutez --reach 96"},
    {"--expiring {}: not a time; write 24m (months) or 2y (years)",
     "--expiring {} : pas une durée ; écrivez 24m (mois) ou 2a (ans)"},
    {"--format ics is a calendar of ends: add --expiring 24m",
     "--format ics est un calendrier de fins : ajoutez --expiring 24m"},
    {"--reach {}: not a percentage above 0 and up to 100; write --reach 96",
     "--reach {} : pas un pourcentage au-dessus de 0 et jusqu'à 100 ; écrivez --reach 96"},
    {"a comparison has no shapes; use table, csv or json",
     "une comparaison n'a pas de contours ; utilisez table, csv ou json"},
    {"a set has no shapes; use table, csv or json",
     "un ensemble n'a pas de contours ; utilisez table, csv ou json"},
    {"a smallest set of EPCI whose signature reaches that share; --by commune: of communes",
     "un plus petit ensemble d'EPCI dont la signature atteint cette part ; --by commune : de communes"},
    {"agreements that end within that time (24m, 2y), and whom that leaves uncovered; --by agreement or epci",
     "conventions qui prennent fin d'ici là (24m, 2a), et qui reste alors découvert ; --by agreement ou "
     "epci"},
    {"every commune is covered (--what-if: with these signatures; --expiring: none falls uncovered; --reach: "
     "the share is reached)",
     "toutes les communes sont couvertes (--what-if : avec ces signatures ; --expiring : aucune n'est "
     "découverte ; --reach : la part est atteinte)"},
    {"it lists what changes commune by commune", "elle liste ce qui change commune par commune"},
    {"it lists what changes; add the rows to the register to list the rest",
     "elle liste ce qui change ; ajoutez les lignes au registre pour lister le reste"},
    {"it lists who would sign, not who lacks an agreement",
     "il liste qui signerait, non qui est sans convention"},
    {"some commune is not covered, or unknown (--reach: no set is sure to reach it)",
     "une commune n'est pas couverte, ou est inconnue (--reach : aucun ensemble n'est sûr de l'atteindre)"},
    {"the answer with more signatures beside the answer without: a file of rows as in the register,\nor "
     "epci:SIREN,commune:CODE",
     "la réponse avec d'autres signatures à côté de la réponse sans : un fichier de lignes comme au "
     "registre,\nou epci:SIREN,commune:CODE"},
    {"what --reach counts", "ce que --reach compte"},
    {"what is missing today does not end: ask one, then the other",
     "ce qui manque aujourd'hui ne prend pas fin : demandez l'un, puis l'autre"},
    {"--theme {}: none of {}{}", "--theme {} : aucun de {}{}"},
    {"a Ctg about {}", "une Ctg portant sur le thème « {} »"},
    {"definition C: of what the register says it is about", "définition C : selon ce que le registre en dit"},
    {"definition C: the register does not say what it is about",
     "définition C : le registre ne dit pas sur quoi elle porte"},
    {"--definition C lists all themes; with --{}, ask for one: --theme jeunesse",
     "--definition C liste tous les thèmes ; avec --{}, demandez-en un : --theme jeunesse"},
    {"a table of themes has no shapes; use table, csv or json",
     "un tableau de thèmes n'a pas de contours ; utilisez table, csv ou json"},
    {"a theme is definition C", "un thème, c'est la définition C"},
    {"A: territory engaged; B: the commune itself is party; C: theme by theme",
     "A : territoire engagé ; B : commune elle-même partie ; C : thème par thème"},
    {"count only agreements about that theme (definition C): jeunesse, logement, …",
     "ne compter que les conventions sur ce thème (définition C) : jeunesse, logement, …"},
    {"départements, or --by region, in one table, along the years of the official path",
     "départements, ou --by region, en un tableau, au fil des années de la trajectoire officielle"},
    {"66, region:76, epci:SIREN, …; else the one département of the files",
     "66, region:76, epci:SIREN, … ; sinon le seul département des fichiers"},
    {"Says in one line what each file of the folder is, its day and what it is good for, and writes "
     "etude.toml:\na study with comments, with what is missing for each theme, who publishes it and under "
     "which title. Without\na register of agreements it writes registre-ctg.xlsx: the EPCI and communes of "
     "the territory with their\ncodes, to be filled in. Nothing that is there is overwritten.",
     "Dit en une ligne ce qu'est chaque fichier du dossier, son jour et à quoi il sert, et écrit etude.toml "
     ": une étude\ncommentée, avec ce qui manque à chaque thème, qui le publie et sous quel titre. Sans "
     "registre des conventions,\nécrit registre-ctg.xlsx, à remplir : les EPCI et communes du territoire "
     "avec leurs codes. Rien de ce qui est\ndéjà là n'est écrasé."},
    {"Then: maillage run {} -o out\n", "Ensuite : maillage run {} -o out\n"},
    {"Written: {}, {} to fill in\n", "Écrit : {}, {} à remplir\n"},
    {"\nWritten: {}\n", "\nÉcrit : {}\n"},
    {"a study from a folder of files, and a register to fill in",
     "une étude à partir d'un dossier de fichiers, et un registre à remplir"},
    {"looking at the files", "examen des fichiers"},
    {"the day of the study; else that of the latest list of communes or EPCI",
     "le jour de l'étude ; sinon celui de la dernière liste de communes ou d'EPCI"},
    {"the folder of your files", "le dossier de vos fichiers"},

    {"written, but some file cannot be read or has problems",
     "écrit, mais un fichier est illisible ou a des problèmes"},
    {"62, epci:SIREN, …; else the territory of the study",
     "62, epci:SIREN, … ; sinon le territoire de l'étude"},
    {"Writes one HTML page, that needs no network, prints and works without script: every figure of the "
     "study\nfor the zone with its doubt, its rank among the zones of its level, its source, day and field; "
     "the communes\nwithout Ctg and why; the agreements that end; a map of the communes to search and to "
     "colour.",
     "Écrit une page HTML, sans réseau, qui s'imprime et se passe de script : tous les chiffres de l'étude "
     "pour la zone,\navec leur doute, leur rang parmi les zones de ce niveau, leur source, leur jour et leur "
     "champ ; les communes sans\nCtg et pourquoi ; les conventions qui prennent fin ; une carte des "
     "communes, à chercher et à colorer."},
    {"Written: {} in {}\n", "Écrit : {} dans {}\n"},
    {"Written: {}\n", "Écrit : {}\n"},
    {"a page about a territory: figures, ranks, communes without Ctg, a map",
     "une page sur un territoire : chiffres, rangs, communes sans Ctg, carte"},
    {"file to write, with --all the folder [portrait-<code>.html, portraits]",
     "fichier à écrire, avec --all le dossier [portrait-<code>.html, portraits]"},
    {"how to write", "comment écrire"},
    {"one zone, or all of them", "une zone, ou toutes"},
    {"replace what is there", "remplacer ce qui est là"},
    {"the département and each of its EPCI, a file each",
     "le département et chacun de ses EPCI, un fichier chacun"},
    {"written, but the data hold problems", "écrit, mais les données ont des problèmes"},
    {"{} is there already: name another with -o, or use --overwrite",
     "{} existe déjà : nommez-en un autre avec -o, ou utilisez --overwrite"},
};

}  // namespace

std::span<const Translation> of_tools() {
  return of_tools_room;
}

}  // namespace maillage::french
