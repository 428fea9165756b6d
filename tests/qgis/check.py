#!/usr/bin/env python3
"""Opens GeoPackages in QGIS, without a screen, as a user would: every layer must load and come styled.

    check.py FILE.gpkg…                 GeoPackages that are there
    check.py --run PROGRAM STUDY.toml   those that `PROGRAM run STUDY.toml` writes

Needs Debian's python3-qgis and qgis-providers; exit 77 when they are not here.
"""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
try:
    from qgis.core import (QgsApplication, QgsCategorizedSymbolRenderer, QgsGraduatedSymbolRenderer,
                           QgsMapRendererParallelJob, QgsMapSettings, QgsRuleBasedRenderer, QgsVectorLayer)
    from qgis.PyQt.QtCore import QSize
except ImportError:
    print("skipped: QGIS is not here")
    sys.exit(77)

STYLED = (QgsCategorizedSymbolRenderer, QgsGraduatedSymbolRenderer, QgsRuleBasedRenderer)


def classes(renderer):
    """The labels of the legend."""
    return [item.label() for item in renderer.legendSymbolItems()]


def colours(layer):
    """How many colours a drawing of the whole layer has."""
    settings = QgsMapSettings()
    settings.setLayers([layer])
    settings.setDestinationCrs(layer.crs())
    settings.setExtent(layer.extent())
    settings.setOutputSize(QSize(400, 400))
    job = QgsMapRendererParallelJob(settings)
    job.start()
    job.waitForFinished()
    image = job.renderedImage()
    return len({image.pixel(x, y) for x in range(0, 400, 3) for y in range(0, 400, 3)})


def check(path):
    faults = []
    package = QgsVectorLayer(path, "package", "ogr")
    names = [text.split("!!::!!")[1] for text in package.dataProvider().subLayers()]
    if not names:
        return [f"{path}: no layer opens"]
    styled = 0
    for name in names:
        layer = QgsVectorLayer(f"{path}|layername={name}", name, "ogr")
        if not layer.isValid():
            faults.append(f"{path}, {name}: does not load")
            continue
        if not layer.isSpatial():
            continue
        if not layer.crs().isValid():
            faults.append(f"{path}, {name}: no coordinate reference system")
        if not isinstance(layer.renderer(), STYLED):
            continue
        styled += 1
        labels = classes(layer.renderer())
        if not all(labels) or len(labels) < min(2, layer.featureCount()):
            faults.append(f"{path}, {name}: classes without a label: {labels}")
        if layer.featureCount() > 1 and colours(layer) < 2:
            faults.append(f"{path}, {name}: nothing is drawn")
        print(f"{name}: {layer.featureCount()} features, {', '.join(labels)}")
    if styled == 0:
        faults.append(f"{path}: no layer opens styled")
    return faults


def main():
    QgsApplication.setPrefixPath("/usr", True)
    application = QgsApplication([], False)
    application.initQgis()
    with tempfile.TemporaryDirectory(prefix="qgis-") as folder:
        paths = sys.argv[1:]
        if paths[:1] == ["--run"]:
            subprocess.run([paths[1], "run", paths[2], "-o", f"{folder}/out"], check=True)
            paths = sorted(str(path) for path in Path(folder).rglob("*.gpkg"))
        faults = [fault for path in paths for fault in check(path)]
    for fault in faults or ([] if paths else ["no GeoPackage to open"]):
        print(fault)
    application.exitQgis()
    return 1 if faults or not paths else 0


if __name__ == "__main__":
    sys.exit(main())
