"""Opens a GeoPackage in real QGIS, offscreen, and checks that every layer comes styled.

usage: open_geopackage.py FILE.gpkg [--pictures FOLDER]
       open_geopackage.py --sample PROGRAM FOLDER
       open_geopackage.py --run PROGRAM STUDY.toml       what `PROGRAM run STUDY.toml` writes

Every layer must be valid and have a coordinate reference system; one at least must bring its style from `layer_styles`;
a styled layer shows each of its features in exactly one class, and a drawing of it has more than one colour.
With FILE.json beside FILE.gpkg (as the sample program writes it), renderer types, class labels, numbers of zones,
colours, aliases and status fields must be those that the file says. Exit 77: QGIS for Python is not there.
"""

import json
import os
import pathlib
import subprocess
import sys
import tempfile

os.environ["QT_QPA_PLATFORM"] = "offscreen"
try:
    from qgis.core import (
        QgsApplication, QgsExpression, QgsExpressionContext, QgsExpressionContextUtils, QgsMapRendererParallelJob,
        QgsMapSettings, QgsProviderRegistry, QgsVectorLayer)
    from qgis.PyQt.QtCore import QSize
    from qgis.PyQt.QtGui import QColor
except ImportError as error:
    print(f"skipped: {error}")
    sys.exit(77)

problems = []


def check(condition, text):
    if not condition:
        problems.append(text)


def classes_of(layer):
    """(label, condition as an expression, fill) of each class."""
    renderer = layer.renderer()
    if renderer.type() == "categorizedSymbol":
        attribute = renderer.classAttribute()
        return [(c.label(), f"{attribute} = {QgsExpression.quotedValue(c.value())}", c.symbol().color().name())
                for c in renderer.categories()]
    if renderer.type() == "RuleRenderer":
        return [(r.label(), r.filterExpression(), r.symbol().color().name())
                for r in renderer.rootRule().children()]
    return []


def zones_by_class(layer, classes):
    context = QgsExpressionContext(QgsExpressionContextUtils.globalProjectLayerScopes(layer))
    expressions = [QgsExpression(condition) for _, condition, _ in classes]
    for expression in expressions:
        check(not expression.hasParserError(), f"{layer.name()}: {expression.expression()} does not parse")
    counts = [0] * len(classes)
    for feature in layer.getFeatures():
        context.setFeature(feature)
        hits = [i for i, expression in enumerate(expressions) if expression.evaluate(context)]
        check(len(hits) == 1, f"{layer.name()}: {feature['code']} falls in {len(hits)} classes")
        for hit in hits:
            counts[hit] += 1
    return counts


def check_layer(layer, expected):
    name = layer.name()
    check(layer.isValid(), f"{name}: not valid")
    check(not layer.isSpatial() or layer.crs().isValid(), f"{name}: no coordinate reference system")
    fields = [field.name() for field in layer.fields()]
    classes = classes_of(layer)
    counts = zones_by_class(layer, classes) if classes else []
    check(not classes or layer.featureCount() < 2 or colours(layer) > 1, f"{name}: nothing is drawn")
    print(f"{name}: {layer.featureCount()} zones, {layer.renderer().type()}")
    for (label, _, fill), count in zip(classes, counts):
        print(f"  {count:6d}  {fill}  {label}")
    for field in fields:
        if field.endswith("_status") and field[:-7] in fields:
            check(layer.fields().field(field).typeName() in ("String", "TEXT"), f"{name}: {field} is no text")
    if expected is None:
        return
    check(layer.renderer().type() == expected["renderer"], f"{name}: renderer {layer.renderer().type()}")
    found = [{"label": label, "zones": count, "fill": fill}
             for (label, _, fill), count in zip(classes, counts)]
    if expected["renderer"] != "singleSymbol":
        check(found == expected["classes"], f"{name}: classes {found}, expected {expected['classes']}")
    for field, alias in expected["aliases"].items():
        check(field in fields, f"{name}: no field {field}")
        if field in fields:
            check(layer.attributeAlias(fields.index(field)) == alias, f"{name}: alias of {field}")
    for field in expected.get("status", []):
        check(field in fields, f"{name}: no field {field}")


def check_sld(layer, path):
    """The SLD of the file must load too, with as many rules as there are classes."""
    text = next((f["styleSLD"] for f in QgsVectorLayer(f"{path}|layername=layer_styles", "styles", "ogr").getFeatures()
                 if f["f_table_name"] == layer.name()), None)
    check(text is not None, f"{layer.name()}: no SLD")
    file = pathlib.Path(path).with_suffix(".sld")
    file.write_text(text, encoding="utf-8")
    classes = len(classes_of(layer))
    clone = layer.clone()
    message, done = clone.loadSldStyle(str(file))
    file.unlink()
    check(done, f"{layer.name()}: SLD refused: {message}")
    if classes:
        rules = clone.renderer().rootRule().children() if clone.renderer().type() == "RuleRenderer" else []
        check(len(rules) == classes, f"{layer.name()}: SLD has {len(rules)} rules, expected {classes}")


def drawn(layer, width, height):
    settings = QgsMapSettings()
    settings.setLayers([layer])
    settings.setDestinationCrs(layer.crs())
    extent = layer.extent()
    extent.scale(1.05)
    settings.setExtent(extent)
    settings.setOutputSize(QSize(width, height))
    settings.setOutputDpi(150)
    settings.setBackgroundColor(QColor("white"))
    job = QgsMapRendererParallelJob(settings)
    job.start()
    job.waitForFinished()
    return job.renderedImage()


def colours(layer):
    image = drawn(layer, 400, 400)
    return len({image.pixel(x, y) for x in range(0, 400, 3) for y in range(0, 400, 3)})


def check_file(path, pictures=None):
    description = pathlib.Path(path).with_suffix(".json")
    expected = json.loads(description.read_text(encoding="utf-8")) if description.exists() else {}
    sublayers = QgsProviderRegistry.instance().querySublayers(str(path))
    names = [s.name() for s in sublayers if s.name() != "layer_styles"]
    check(names, f"{path}: no layer")
    check(not expected or set(names) == set(expected), f"layers {names}")
    styled = 0
    for name in names:
        layer = QgsVectorLayer(f"{path}|layername={name}", name, "ogr")
        styled += bool(classes_of(layer))
        check_layer(layer, expected.get(name))
        if layer.isSpatial():
            check_sld(layer, path)
            if pictures:
                drawn(layer, 1400, 1000).save(str(pathlib.Path(pictures) / f"{name}.png"))
    check(styled > 0, f"{path}: no layer opens styled")


def main(arguments):
    QgsApplication.setPrefixPath("/usr", True)
    application = QgsApplication([], False)
    application.initQgis()
    pictures = None
    if "--pictures" in arguments:
        at = arguments.index("--pictures")
        pictures = arguments[at + 1]
        del arguments[at:at + 2]
        pathlib.Path(pictures).mkdir(parents=True, exist_ok=True)
    if arguments[:1] == ["--sample"]:
        folder = pathlib.Path(arguments[2])
        folder.mkdir(parents=True, exist_ok=True)
        path = folder / "sample.gpkg"
        subprocess.run([arguments[1], str(path)], check=True)
        check_file(path, pictures)
    elif arguments[:1] == ["--run"]:
        with tempfile.TemporaryDirectory(prefix="qgis-") as folder:
            subprocess.run([arguments[1], "run", arguments[2], "-o", f"{folder}/out"], check=True)
            paths = sorted(pathlib.Path(folder).rglob("*.gpkg"))
            check(paths, "no GeoPackage to open")
            for path in paths:
                check_file(path, pictures)
    else:
        check_file(pathlib.Path(arguments[0]), pictures)
    application.exitQgis()
    for problem in problems:
        print("problem:", problem)
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
