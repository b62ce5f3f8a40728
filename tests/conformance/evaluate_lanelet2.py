"""An evaluation of a Lanelet2 map that shares no code with the importer: Python's own XML reader and a transverse
Mercator of its own (Snyder 1987, chapter 8, eighth-order series), WGS 84. Prints JSON.

usage: evaluate_lanelet2.py MAP.osm LAT0 LON0
"""

import json
import math
import sys
import xml.etree.ElementTree as ET

A = 6378137.0
F = 1 / 298.257223563
E2 = F * (2 - F)
EP2 = E2 / (1 - E2)


def meridian(lat):
    """Distance from the equator along the meridian, by Simpson's rule."""
    count = 2000
    step = lat / count

    def radius(phi):
        return A * (1 - E2) / (1 - E2 * math.sin(phi) ** 2) ** 1.5

    total = radius(0) + radius(lat)
    for i in range(1, count):
        total += radius(i * step) * (4 if i % 2 else 2)
    return total * step / 3


def plane(lat0, lon0):
    m0 = meridian(math.radians(lat0))
    cache = {}

    def to_xy(lat_deg, lon_deg):
        phi = math.radians(lat_deg)
        n = A / math.sqrt(1 - E2 * math.sin(phi) ** 2)
        t = math.tan(phi) ** 2
        c = EP2 * math.cos(phi) ** 2
        a = math.radians(lon_deg - lon0) * math.cos(phi)
        m = cache.setdefault(phi, meridian(phi))
        x = n * (a + (1 - t + c) * a**3 / 6 + (5 - 18 * t + t * t + 72 * c - 58 * EP2) * a**5 / 120)
        y = m - m0 + n * math.tan(phi) * (
            a * a / 2
            + (5 - t + 9 * c + 4 * c * c) * a**4 / 24
            + (61 - 58 * t + t * t + 600 * c - 330 * EP2) * a**6 / 720
        )
        return x, y

    return to_xy


def length(points):
    return sum(math.dist(p, q) for p, q in zip(points, points[1:]))


def along(points):
    at = [0.0]
    for p, q in zip(points, points[1:]):
        at.append(at[-1] + math.dist(p, q))
    return at


def place_at(points, at, share):
    goal = share * at[-1]
    for i in range(1, len(points)):
        if at[i] >= goal or i == len(points) - 1:
            span = at[i] - at[i - 1]
            w = min(1.0, max(0.0, (goal - at[i - 1]) / span)) if span > 0 else 0.0
            return tuple(a + w * (b - a) for a, b in zip(points[i - 1], points[i]))
    return points[-1]


def centre_length(left, right):
    """Of the line midway between the sides at equal shares of their lengths, straight between the sides' own corners."""
    a, b = along(left), along(right)
    shares = sorted({x / a[-1] for x in a} | {x / b[-1] for x in b})
    middle = [
        tuple((p + q) / 2 for p, q in zip(place_at(left, a, s), place_at(right, b, s))) for s in shares
    ]
    return length(middle)


def drives(tags):
    named = {k: v for k, v in tags.items() if k.startswith("participant:")}
    if named:
        return named.get("participant:vehicle") == "yes"
    return tags.get("subtype") in ("road", "highway")


def same_way(left, right):
    """The right side turned, where its way runs against the left one; by nodes."""
    straight = math.dist(left[0][1], right[0][1]) + math.dist(left[-1][1], right[-1][1])
    crossed = math.dist(left[0][1], right[-1][1]) + math.dist(left[-1][1], right[0][1])
    right = right[::-1] if crossed < straight else right
    ring = [p for _, p in left] + [p for _, p in reversed(right)]
    area = sum(p[0] * q[1] - p[1] * q[0] for p, q in zip(ring, ring[1:] + ring[:1]))
    return (left[::-1], right[::-1]) if area > 0 else (left, right)


def main():
    path, lat0, lon0 = sys.argv[1], float(sys.argv[2]), float(sys.argv[3])
    root = ET.parse(path).getroot()
    to_xy = plane(lat0, lon0)
    places = {}
    for node in root.findall("node"):
        ele = [tag.get("v") for tag in node.findall("tag") if tag.get("k") == "ele"]
        x, y = to_xy(float(node.get("lat")), float(node.get("lon")))
        places[node.get("id")] = (x, y, float(ele[0]) if ele else 0.0)
    ways = {way.get("id"): [nd.get("ref") for nd in way.findall("nd")] for way in root.findall("way")}
    tags_of = lambda element: {tag.get("k"): tag.get("v") for tag in element.findall("tag")}
    way_tags = {way.get("id"): tags_of(way) for way in root.findall("way")}
    lanelets = {}
    for relation in root.findall("relation"):
        tags = tags_of(relation)
        if tags.get("type") != "lanelet":
            continue
        sides = {}
        for member in relation.findall("member"):
            if member.get("role") in ("left", "right"):
                sides[member.get("role")] = member.get("ref")
        left, right = same_way(
            [(ref, places[ref]) for ref in ways[sides["left"]]],
            [(ref, places[ref]) for ref in ways[sides["right"]]],
        )
        lanelets[relation.get("id")] = {
            "left": sides["left"],
            "right": sides["right"],
            "lengthM": centre_length([p for _, p in left], [p for _, p in right]),
            "subtype": tags.get("subtype", ""),
            "drives": drives(tags),
            "start": [left[0][0], right[0][0]],
            "end": [left[-1][0], right[-1][0]],
            "twoWay": tags.get("one_way") in ("no", "false"),
        }
    # What follows what, in both directions of a two-way lanelet: it begins where the other one ends.
    for lanelet in lanelets.values():
        lanelet["next"] = []
    passages = [
        (key, begin, end)
        for key, each in lanelets.items()
        if each["drives"]
        for begin, end in [(each["start"], each["end"])]
        + ([(each["end"][::-1], each["start"][::-1])] if each["twoWay"] else [])
    ]
    for key, _, end in passages:
        lanelets[key]["next"] += [other for other, begin, _ in passages if other != key and begin == end]
    print(
        json.dumps(
            {
                "lanelets": lanelets,
                "ways": {
                    way: {"tags": way_tags[way], "points": [places[ref] for ref in refs]}
                    for way, refs in ways.items()
                },
            }
        )
    )


main()
