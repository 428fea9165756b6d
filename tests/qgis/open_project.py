"""Opens the QGIS project of a run in real QGIS, offscreen, and exports its print layouts.

usage: open_project.py PROGRAM [--keep FOLDER]

The demo territory is run into a folder with formats qgis, geojson, shp and xlsx, the folder is moved elsewhere, and the project must open there:
no layer missing, layers in groups with their titles, each with the renderer and classes of the GeoPackage's own style, values
in words, one layer on, a map theme and a layout for each drawn layer, each layout with a map, a legend and texts that are
drawn. A GeoJSON and a Shapefile opened alone take the style beside them and show each zone in one class.
Exit 77: QGIS for Python is not there.
"""

import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

os.environ["QT_QPA_PLATFORM"] = "offscreen"
try:
    from qgis.core import (
        QgsApplication, QgsExpression, QgsExpressionContext, QgsExpressionContextUtils, QgsLayoutExporter, QgsLayoutItemLabel,
        QgsLayoutItemLegend, QgsLayoutItemMap, QgsProject, QgsVectorLayer)
    from qgis.PyQt.QtGui import QImage
except ImportError as error:
    print(f"skipped: {error}")
    sys.exit(77)

problems = []


def check(condition, text):
    if not condition:
        problems.append(text)


def conditions(layer):
    renderer = layer.renderer()
    if renderer.type() == "categorizedSymbol":
        attribute = renderer.classAttribute()
        return [f"({attribute}) = {QgsExpression.quotedValue(c.value())}" for c in renderer.categories()]
    if renderer.type() == "RuleRenderer":
        return [rule.filterExpression() for rule in renderer.rootRule().children()]
    return []


def check_each_zone_has_one_class(layer, where):
    context = QgsExpressionContext(QgsExpressionContextUtils.globalProjectLayerScopes(layer))
    expressions = [QgsExpression(text) for text in conditions(layer)]
    for feature in layer.getFeatures():
        context.setFeature(feature)
        hits = sum(bool(expression.evaluate(context)) for expression in expressions)
        check(not expressions or hits == 1, f"{where}: {feature['code']} falls in {hits} classes")


def check_layer(layer):
    name = layer.id()
    check(layer.isValid(), f"{name}: not valid ({layer.source()})")
    check(not layer.isSpatial() or layer.crs().isValid(), f"{name}: no coordinate reference system")
    check(layer.name() != name, f"{name}: no title")
    if not layer.isSpatial():
        return
    own = QgsVectorLayer(layer.source(), name, "ogr")
    check(layer.renderer().type() == own.renderer().type(), f"{name}: {layer.renderer().type()}, not {own.renderer().type()}")
    check(conditions(layer) == conditions(own), f"{name}: other classes than in the GeoPackage")
    check(layer.labelsEnabled() and layer.labeling() is not None, f"{name}: no labels")
    check_each_zone_has_one_class(layer, name)
    index = layer.fields().indexOf("ctg_status")
    if index >= 0:
        setup = layer.editorWidgetSetup(index)
        check(setup.type() == "ValueMap", f"{name}: ctg_status is not shown in words")
        words = [list(entry.keys())[0] for entry in setup.config().get("map", [])]
        check(words and "covered" not in words, f"{name}: {words}")
    tip = QgsExpression.replaceExpressionText(layer.mapTipTemplate(), context_of_first(layer))
    check("[%" not in tip and tip.count("NULL") == 0, f"{name}: tip {tip}")
    for code in ("covered", "not_covered", "classified", "not_available"):
        check(f": {code}" not in tip, f"{name}: tip {tip}")


def context_of_first(layer):
    context = QgsExpressionContext(QgsExpressionContextUtils.globalProjectLayerScopes(layer))
    context.setFeature(next(layer.getFeatures()))
    return context


def check_layout(layout, picture):
    items = layout.items()
    maps = [item for item in items if isinstance(item, QgsLayoutItemMap)]
    legends = [item for item in items if isinstance(item, QgsLayoutItemLegend)]
    texts = [item.currentText() for item in items if isinstance(item, QgsLayoutItemLabel)]
    check(len(maps) == 1 and maps[0].followVisibilityPreset(), f"{layout.name()}: no map that follows its theme")
    check(len(legends) == 1 and legends[0].model().rowCount() == 1, f"{layout.name()}: legend of several layers or none")
    check(any(text.startswith(layout.name()) for text in texts), f"{layout.name()}: no title in {texts}")
    done = QgsLayoutExporter(layout).exportToImage(str(picture), QgsLayoutExporter.ImageExportSettings())
    check(done == QgsLayoutExporter.Success, f"{layout.name()}: not exported")
    image = QImage(str(picture))
    seen = {image.pixel(x, y) for x in range(0, image.width(), 7) for y in range(0, image.height(), 7)}
    check(len(seen) > 3, f"{layout.name()}: nothing is drawn")


def check_project(path, pictures):
    project = QgsProject.instance()
    check(project.read(str(path)), f"{path}: {project.error()}")
    layers = list(project.mapLayers().values())
    drawn = [layer for layer in layers if layer.isSpatial()]
    print(f"{path.name}: {len(layers)} layers, {len(drawn)} drawn, {project.crs().authid()}")
    check(layers and drawn, f"{path}: no layer")
    check(project.crs().isValid() and not project.crs().isGeographic(), f"{path}: projection {project.crs().authid()}")
    for layer in layers:
        check_layer(layer)
    groups = project.layerTreeRoot().children()
    check(all(group.children() for group in groups), f"{path}: a layer outside every group")
    on = [node.name() for node in project.layerTreeRoot().findLayers() if node.isVisible()]
    check(len(on) == 1, f"{path}: on: {on}")
    names = {layer.name() for layer in drawn}
    check(set(project.mapThemeCollection().mapThemes()) == names, f"{path}: themes {project.mapThemeCollection().mapThemes()}")
    layouts = project.layoutManager().printLayouts()
    check({layout.name() for layout in layouts} == names, f"{path}: layouts {[layout.name() for layout in layouts]}")
    for number, layout in enumerate(layouts):
        check_layout(layout, pictures / f"layout-{number:02d}.png")


def check_alone(path):
    layer = QgsVectorLayer(str(path), path.stem, "ogr")
    check(layer.isValid() and layer.renderer() is not None, f"{path.name}: not valid")
    check(bool(conditions(layer)), f"{path.name}: opens without its style")
    check_each_zone_has_one_class(layer, path.name)


def demo_with_all_formats(program, folder):
    subprocess.run([program, "demo", "-o", str(folder)], check=True, stdout=subprocess.DEVNULL)
    study = folder / "demo.toml"
    lines = study.read_text(encoding="utf-8").split("\n")
    lines = ['formats = ["qgis", "geojson", "shp", "xlsx"]' if line.startswith("formats = ") else line for line in lines]
    study.write_text("\n".join(lines), encoding="utf-8")
    return study


def main(program, keep=None):
    QgsApplication.setPrefixPath("/usr", True)
    application = QgsApplication([], False)
    application.initQgis()
    with tempfile.TemporaryDirectory(prefix="qgis-") as folder:
        made, moved = pathlib.Path(folder) / "made", pathlib.Path(folder) / "ailleurs é"
        study = demo_with_all_formats(program, pathlib.Path(folder) / "demo")
        subprocess.run([program, "run", str(study), "-o", str(made), "--quiet"], check=True, stdout=subprocess.DEVNULL)
        shutil.move(str(made), str(moved))
        pictures = pathlib.Path(keep) if keep else pathlib.Path(folder) / "pictures"
        pictures.mkdir(parents=True, exist_ok=True)
        projects = sorted(moved.glob("*.qgz"))
        check(len(projects) == 1, f"projects: {projects}")
        for path in projects:
            check_project(path, pictures)
        for path in (moved / "ctg_commune.geojson", moved / "ctg_commune.shp"):
            check_alone(path)
        QgsProject.instance().clear()
    application.exitQgis()
    for problem in problems:
        print("problem:", problem)
    return 1 if problems else 0


if __name__ == "__main__":
    arguments = sys.argv[1:]
    folder_kept = None
    if "--keep" in arguments:
        at = arguments.index("--keep")
        folder_kept = arguments[at + 1]
        del arguments[at:at + 2]
    sys.exit(main(arguments[0], folder_kept))
