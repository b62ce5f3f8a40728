"""An OpenDRIVE evaluator of its own, written from the standard, sharing nothing with LaneTwin.

Reads a map and, from standard input, a JSON list of questions; answers each in the road plane (metres, float64):
  {"kind": "line",  "road": id, "s": [...]}                       -> [[x, y, z, heading], ...]
  {"kind": "lane",  "road": id, "section": k, "lane": id, "s": [...]} -> [[xl, yl, zl, xr, yr, zr, width], ...]
  {"kind": "marks", "road": id}                                    -> every stripe that the file itself states
It is slow and plain on purpose: quadrature and root finding from scipy, no tables, no tricks.
Usage: evaluate_opendrive.py map.xodr < questions.json > answers.json
"""

import json
import math
import sys
import xml.etree.ElementTree as ET

from scipy.integrate import quad
from scipy.optimize import brentq


def number(element, name, default=0.0):
    value = element.get(name)
    return default if value is None or value == "" else float(value)


def local(tag):
    return tag.rsplit("}", 1)[-1]


def children(element, name):
    return [] if element is None else [c for c in element if local(c.tag) == name]


def child(element, name):
    found = children(element, name)
    return found[0] if found else None


def last_at(records, s, key="s"):
    """The record in force at s: the last one that starts at or before it."""
    current = None
    for record in records:
        if record[key] <= s + 1e-12:
            current = record
        else:
            break
    return current


def cubics(elements, key="s"):
    out = [
        {"s": number(e, key), "a": number(e, "a"), "b": number(e, "b"), "c": number(e, "c"), "d": number(e, "d")}
        for e in elements
    ]
    return sorted(out, key=lambda r: r["s"])


def cubic_at(records, s):
    record = last_at(records, s)
    if record is None:
        return 0.0
    ds = s - record["s"]
    return record["a"] + record["b"] * ds + record["c"] * ds**2 + record["d"] * ds**3


def cubic_slope(records, s):
    record = last_at(records, s)
    if record is None:
        return 0.0
    ds = s - record["s"]
    return record["b"] + 2 * record["c"] * ds + 3 * record["d"] * ds**2


def integral(f, a, b):
    return quad(f, a, b, epsabs=1e-11, epsrel=1e-12, limit=200)[0]


class Geometry:
    """One piece of planView. Its s is arc length, whatever its own parameter is."""

    def __init__(self, element):
        self.s = number(element, "s")
        self.x, self.y = number(element, "x"), number(element, "y")
        self.heading, self.length = number(element, "hdg"), number(element, "length")
        shape = next(c for c in element if local(c.tag) != "userData")
        self.kind = local(shape.tag)
        if self.kind == "arc":
            self.k0 = self.k1 = number(shape, "curvature")
        elif self.kind == "spiral":
            self.k0, self.k1 = number(shape, "curvStart"), number(shape, "curvEnd")
        elif self.kind == "poly3":
            self.u = (0.0, 1.0, 0.0, 0.0)
            self.v = tuple(number(shape, n) for n in "abcd")
            self.p_end = None
        elif self.kind == "paramPoly3":
            self.u = tuple(number(shape, n + "U") for n in "abcd")
            self.v = tuple(number(shape, n + "V") for n in "abcd")
            declared = shape.get("pRange")
            ends = {"normalized": 1.0, "arcLength": self.length}
            if declared in ends:
                self.p_end = ends[declared]
            else:
                self.p_end = min(ends.values(), key=lambda p: abs(self.curve_length(p) - self.length))

    def speed(self, p):
        du = self.u[1] + 2 * self.u[2] * p + 3 * self.u[3] * p * p
        dv = self.v[1] + 2 * self.v[2] * p + 3 * self.v[3] * p * p
        return math.hypot(du, dv)

    def curve_length(self, p):
        return integral(self.speed, 0.0, p)

    def parameter_at(self, ds):
        if ds <= 0:
            return 0.0
        high = self.p_end if self.p_end else max(ds, 1e-9)
        while self.curve_length(high) < ds:
            high *= 1.25
        return brentq(lambda p: self.curve_length(p) - ds, 0.0, high, xtol=1e-13, rtol=1e-14)

    def at(self, s):
        ds = s - self.s
        if self.kind == "line":
            u, v, turn = ds, 0.0, 0.0
        elif self.kind in ("arc", "spiral"):
            rate = (self.k1 - self.k0) / self.length if self.length > 0 else 0.0

            def angle(r):
                return self.k0 * r + 0.5 * rate * r * r

            u = integral(lambda r: math.cos(angle(r)), 0.0, ds)
            v = integral(lambda r: math.sin(angle(r)), 0.0, ds)
            turn = angle(ds)
        else:
            p = self.parameter_at(ds)
            u = self.u[0] + self.u[1] * p + self.u[2] * p**2 + self.u[3] * p**3
            v = self.v[0] + self.v[1] * p + self.v[2] * p**2 + self.v[3] * p**3
            du = self.u[1] + 2 * self.u[2] * p + 3 * self.u[3] * p**2
            dv = self.v[1] + 2 * self.v[2] * p + 3 * self.v[3] * p**2
            turn = math.atan2(dv, du)
        c, n = math.cos(self.heading), math.sin(self.heading)
        return self.x + c * u - n * v, self.y + n * u + c * v, self.heading + turn


class Road:
    def __init__(self, element):
        self.length = number(element, "length")
        self.geometries = sorted((Geometry(g) for g in children(child(element, "planView"), "geometry")), key=lambda g: g.s)
        self.elevation = cubics(children(child(element, "elevationProfile"), "elevation"))
        lateral = child(element, "lateralProfile")
        self.superelevation = cubics(children(lateral, "superelevation"))
        self.crossfall = sorted(
            (
                {"s": number(e, "s"), "a": number(e, "a"), "b": number(e, "b"), "c": number(e, "c"), "d": number(e, "d"), "side": e.get("side", "both")}
                for e in children(lateral, "crossfall")
            ),
            key=lambda r: r["s"],
        )
        self.shapes = {}
        for e in children(lateral, "shape"):
            self.shapes.setdefault(number(e, "s"), []).append(
                {"s": number(e, "t"), "a": number(e, "a"), "b": number(e, "b"), "c": number(e, "c"), "d": number(e, "d")}
            )
        for profile in self.shapes.values():
            profile.sort(key=lambda r: r["s"])
        self.shape_stations = sorted(self.shapes)
        lanes = child(element, "lanes")
        self.offset = cubics(children(lanes, "laneOffset"))
        self.sections = sorted(children(lanes, "laneSection"), key=lambda e: number(e, "s"))

    def plan(self, s):
        current = self.geometries[0]
        for geometry in self.geometries:
            if geometry.s <= s + 1e-12:
                current = geometry
        return current.at(s)

    def shape_height(self, s, t):
        if not self.shape_stations:
            return 0.0
        before = [x for x in self.shape_stations if x <= s + 1e-12]
        after = [x for x in self.shape_stations if x > s + 1e-12]

        def profile(station):
            records = self.shapes[station]
            first = records[0]
            return cubic_at(records, t) if t >= first["s"] else cubic_at([first], first["s"])

        if not before:
            return profile(after[0])
        if not after:
            return profile(before[-1])
        a, b = before[-1], after[0]
        w = (s - a) / (b - a)
        return (1 - w) * profile(a) + w * profile(b)

    def crossfall_drop(self, s, t):
        side = "left" if t > 0 else "right"
        record = last_at([r for r in self.crossfall if r["side"] in (side, "both")], s)
        return 0.0 if record is None else abs(t) * math.tan(cubic_at([record], s))

    def frame(self, s):
        x, y, heading = self.plan(s)
        z = cubic_at(self.elevation, s)
        pitch = math.atan(cubic_slope(self.elevation, s))
        roll = cubic_at(self.superelevation, s)
        level = (-math.sin(heading), math.cos(heading), 0.0)
        up = (-math.cos(heading) * math.sin(pitch), -math.sin(heading) * math.sin(pitch), math.cos(pitch))
        e_t = tuple(level[i] * math.cos(roll) + up[i] * math.sin(roll) for i in range(3))
        e_h = tuple(up[i] * math.cos(roll) - level[i] * math.sin(roll) for i in range(3))
        return (x, y, z), level, e_t, e_h

    def point(self, s, t, h=0.0):
        (x, y, z), _, e_t, e_h = self.frame(s)
        h += self.shape_height(s, t) - self.crossfall_drop(s, t)
        return tuple(p + t * e_t[i] + h * e_h[i] for i, p in enumerate((x, y, z)))

    def section_lanes(self, index, side):
        lanes = children(child(self.sections[index], side), "lane")
        return sorted(lanes, key=lambda e: abs(int(e.get("id"))))

    def lane_t(self, index, lane_id, s):
        """(inner t, outer t, chain) where chain lists (lane element, inner t, outer t) outward from the centre."""
        start = number(self.sections[index], "s")
        ds = s - start
        side, sign = ("left", 1) if lane_id > 0 else ("right", -1)
        offset = cubic_at(self.offset, s)
        inner, chain = offset, []
        for lane in self.section_lanes(index, side):
            widths = cubics(children(lane, "width"), "sOffset")
            borders = cubics(children(lane, "border"), "sOffset")
            if widths:
                outer = inner + sign * max(0.0, cubic_at(widths, ds))
            elif borders:
                outer = cubic_at(borders, ds)
            else:
                outer = inner
            chain.append((lane, inner, outer))
            if int(lane.get("id")) == lane_id:
                return inner, outer, chain
            inner = outer
        raise KeyError(lane_id)

    def lane_heights(self, lane, ds):
        records = sorted(
            ({"s": number(e, "sOffset"), "inner": number(e, "inner"), "outer": number(e, "outer")} for e in children(lane, "height")),
            key=lambda r: r["s"],
        )
        current = last_at(records, ds)
        if current is None:
            return 0.0, 0.0
        later = [r for r in records if r["s"] > current["s"]]
        if not later:
            return current["inner"], current["outer"]
        w = (ds - current["s"]) / (later[0]["s"] - current["s"])
        return tuple((1 - w) * current[k] + w * later[0][k] for k in ("inner", "outer"))

    def lane_edges(self, index, lane_id, s):
        inner, outer, chain = self.lane_t(index, lane_id, s)
        ds = s - number(self.sections[index], "s")
        _, level, _, e_h = self.frame(s)
        lane = chain[-1][0]
        first_level = next((i for i, (e, _, _) in enumerate(chain) if e.get("level") == "true"), None)

        def surface(t):
            """The road surface at t, flat outward from the inner border of the first level lane."""
            if first_level is None:
                return self.point(s, t)
            base_t = chain[first_level][1]
            if (t - base_t) * (1 if lane_id > 0 else -1) <= 0:
                return self.point(s, t)
            base = self.point(s, base_t)
            return tuple(base[i] + (t - base_t) * level[i] for i in range(3))

        up = (0.0, 0.0, 1.0) if lane.get("level") == "true" else e_h
        h_in, h_out = self.lane_heights(lane, ds)
        a, b = surface(inner), surface(outer)
        a = tuple(a[i] + h_in * up[i] for i in range(3))
        b = tuple(b[i] + h_out * up[i] for i in range(3))
        left, right = (b, a) if lane_id > 0 else (a, b)
        return [*left, *right, abs(outer - inner)]

    def marks(self):
        """Every stripe of a <type><line> or <explicit><line>: where it begins and ends and what its t is there."""
        out = []
        for index, section in enumerate(self.sections):
            start = number(section, "s")
            end = number(self.sections[index + 1], "s") if index + 1 < len(self.sections) else self.length
            for side in ("left", "center", "right"):
                for lane in children(child(section, side), "lane"):
                    lane_id = int(lane.get("id"))
                    marks = sorted(children(lane, "roadMark"), key=lambda m: number(m, "sOffset"))
                    for k, mark in enumerate(marks):
                        if mark.get("type") in (None, "none"):
                            continue
                        s0 = start + number(mark, "sOffset")
                        s1 = start + number(marks[k + 1], "sOffset") if k + 1 < len(marks) else end
                        for line in children(child(mark, "type"), "line"):
                            length, space = number(line, "length"), number(line, "space")
                            a = s0 + number(line, "sOffset")
                            while a < s1 - 1e-9:
                                b = s1 if space == 0 or length == 0 else min(a + length, s1)
                                out.append(self.stripe(index, lane_id, a, b, number(line, "tOffset")))
                                if space == 0 or length == 0:
                                    break
                                a += length + space
                        for line in children(child(mark, "explicit"), "line"):
                            a = s0 + number(line, "sOffset")
                            out.append(self.stripe(index, lane_id, a, min(a + number(line, "length"), s1), number(line, "tOffset")))
        return out

    def stripe(self, index, lane_id, a, b, t_offset):
        def t_at(s):
            if lane_id == 0:
                return cubic_at(self.offset, s)
            return self.lane_t(index, lane_id, s)[1]

        ends = [self.point(s, t_at(s) + t_offset) for s in (a, 0.5 * (a + b), b)]
        return {"section": index, "lane": lane_id, "s0": a, "s1": b, "tOffset": t_offset, "ends": ends}


def main():
    with open(sys.argv[1], encoding="utf-8-sig") as file:
        root = ET.fromstring(file.read().encode("utf-8"))
    roads = {r.get("id"): r for r in children(root, "road")}
    cache = {}
    answers = []
    for question in json.load(sys.stdin):
        road = cache.setdefault(question["road"], None) or Road(roads[question["road"]])
        cache[question["road"]] = road
        if question["kind"] == "line":
            answer = []
            for s in question["s"]:
                x, y, heading = road.plan(s)
                answer.append([x, y, cubic_at(road.elevation, s), heading])
        elif question["kind"] == "lane":
            answer = [road.lane_edges(question["section"], question["lane"], s) for s in question["s"]]
        else:
            answer = road.marks()
        answers.append(answer)
    json.dump(answers, sys.stdout)


if __name__ == "__main__":
    main()
