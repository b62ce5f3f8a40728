"""A second reading of city files with nothing but Python's own libraries: what is in them, where, and with which attributes.

usage: evaluate_city.py cityjson|citygml FILE  ->  JSON on standard output
"""

import json
import sys
import xml.etree.ElementTree as ET


def extent(points):
    return [min(p[k] for p in points) for k in range(3)] + [max(p[k] for p in points) for k in range(3)]


def indices(nested):
    if isinstance(nested, int):
        yield nested
    else:
        for inner in nested:
            yield from indices(inner)


def cityjson(path):
    city = json.load(open(path, encoding="utf-8"))
    scale, move = city["transform"]["scale"], city["transform"]["translate"]
    vertices = [[v[k] * scale[k] + move[k] for k in range(3)] for v in city["vertices"]]
    out = {}
    for name, thing in city["CityObjects"].items():
        used = [vertices[i] for g in thing.get("geometry", []) for i in indices(g["boundaries"])]
        out[name] = {
            "type": thing["type"],
            "attributes": {k: v for k, v in thing.get("attributes", {}).items() if v is not None},
            "extent": extent(used),
        }
    return {"crs": city["metadata"]["referenceSystem"], "objects": out}


def local(tag):
    return tag.rsplit("}", 1)[-1]


GML_ID = "{http://www.opengis.net/gml}id"
THINGS = ("Building", "BuildingPart")


def positions(element):
    points = []
    for child in element.iter():
        if local(child.tag) == "posList":
            v = [float(word) for word in child.text.split()]
            # The file has latitude first.
            points += [[v[i + 1], v[i], v[i + 2]] for i in range(0, len(v), 3)]
    return points


def leaves(element):
    """Texts of a building's attributes, without geometry and without its parts."""
    for child in element:
        name = local(child.tag)
        shape = name.startswith("lod") and name[3:4].isdigit() and len(child) > 0
        if shape or name in ("boundedBy", "consistsOfBuildingPart"):
            continue
        if len(child) == 0 and (child.text or "").strip():
            yield child.text.strip()
        yield from leaves(child)


def citygml(path):
    root = ET.parse(path).getroot()
    out = {}
    for element in root.iter():
        if local(element.tag) not in THINGS:
            continue
        lods = {}
        for child in element:
            name = local(child.tag)
            if name.startswith("lod") and name[3:4].isdigit():
                lods.setdefault(int(name[3]), []).extend(positions(child))
            elif name == "boundedBy":
                for inner in child.iter():
                    if local(inner.tag) == "lod2MultiSurface":
                        lods.setdefault(2, []).extend(positions(inner))
        out[element.get(GML_ID)] = {
            "type": local(element.tag),
            "extents": {lod: extent(points) for lod, points in lods.items() if points},
            "values": sorted(leaves(element)),
        }
    textures = {}
    for element in root.iter():
        if local(element.tag) == "ParameterizedTexture":
            image = next(c.text for c in element if local(c.tag) == "imageURI")
            textures[image] = sorted(
                " ".join(c.text.split()) for c in element.iter() if local(c.tag) == "textureCoordinates"
            )
    envelope = next(e for e in root.iter() if local(e.tag) == "Envelope")
    return {"crs": envelope.get("srsName"), "objects": out, "textures": textures}


print(json.dumps({"cityjson": cityjson, "citygml": citygml}[sys.argv[1]](sys.argv[2])))
