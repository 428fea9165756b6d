<?xml version="1.0" encoding="utf-8" ?>
<ogr:FeatureCollection
     gml:id="aFeatureCollection"
     xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
     xsi:schemaLocation="http://ogr.maptools.org/ a.xsd"
     xmlns:ogr="http://ogr.maptools.org/"
     xmlns:gml="http://www.opengis.net/gml/3.2">
  <gml:boundedBy><gml:Envelope srsName="urn:ogc:def:crs:EPSG::4326"><gml:lowerCorner>45.84 -1.3</gml:lowerCorner><gml:upperCorner>45.95 -1.2</gml:upperCorner></gml:Envelope></gml:boundedBy>
                                                                                                                                                                
  <ogr:featureMember>
    <ogr:communes gml:id="communes.0">
      <gml:boundedBy><gml:Envelope srsName="urn:ogc:def:crs:EPSG::4326"><gml:lowerCorner>45.84 -1.25</gml:lowerCorner><gml:upperCorner>45.88 -1.2</gml:upperCorner></gml:Envelope></gml:boundedBy>
      <ogr:geometryProperty><gml:Polygon srsName="urn:ogc:def:crs:EPSG::4326" gml:id="communes.geom.0"><gml:exterior><gml:LinearRing><gml:posList>45.84 -1.25 45.84 -1.2 45.88 -1.2 45.84 -1.25</gml:posList></gml:LinearRing></gml:exterior></gml:Polygon></ogr:geometryProperty>
      <ogr:code>17093</ogr:code>
      <ogr:nom>A</ogr:nom>
    </ogr:communes>
  </ogr:featureMember>
  <ogr:featureMember>
    <ogr:communes gml:id="communes.1">
      <gml:boundedBy><gml:Envelope srsName="urn:ogc:def:crs:EPSG::4326"><gml:lowerCorner>45.9 -1.3</gml:lowerCorner><gml:upperCorner>45.95 -1.25</gml:upperCorner></gml:Envelope></gml:boundedBy>
      <ogr:geometryProperty><gml:Polygon srsName="urn:ogc:def:crs:EPSG::4326" gml:id="communes.geom.1"><gml:exterior><gml:LinearRing><gml:posList>45.9 -1.3 45.9 -1.25 45.95 -1.25 45.9 -1.3</gml:posList></gml:LinearRing></gml:exterior></gml:Polygon></ogr:geometryProperty>
      <ogr:code>17140</ogr:code>
      <ogr:nom>B</ogr:nom>
    </ogr:communes>
  </ogr:featureMember>
</ogr:FeatureCollection>
