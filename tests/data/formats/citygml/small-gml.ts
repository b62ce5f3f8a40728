// CityGML of a few lines, 2.0 or 3.0, built from the pieces that a test wants.

export const ring = (positions: string, id?: string) =>
  `<gml:LinearRing${id ? ` gml:id="${id}"` : ""}><gml:posList>${positions}</gml:posList></gml:LinearRing>`;

export const polygon = (positions: string, id?: string, holes: string[] = []) =>
  `<gml:Polygon${id ? ` gml:id="${id}"` : ""}><gml:exterior>${ring(positions, id && `${id}_r`)}</gml:exterior>${holes
    .map((hole) => `<gml:interior>${ring(hole)}</gml:interior>`)
    .join("")}</gml:Polygon>`;

export const member = (inner: string) => `<gml:surfaceMember>${inner}</gml:surfaceMember>`;
export const href = (id: string) => `<gml:surfaceMember xlink:href="#${id}"/>`;
export const multiSurface = (...members: string[]) =>
  `<gml:MultiSurface>${members.join("")}</gml:MultiSurface>`;
export const solid = (...members: string[]) =>
  `<gml:Solid><gml:exterior><gml:CompositeSurface>${members.join("")}</gml:CompositeSurface></gml:exterior></gml:Solid>`;

export const building = (id: string, inner: string) =>
  `<bldg:Building gml:id="${id}">${inner}</bldg:Building>`;
export const objectMember = (inner: string) => `<core:cityObjectMember>${inner}</core:cityObjectMember>`;

const NAMESPACES = (version: string) =>
  `xmlns:core="http://www.opengis.net/citygml/${version}" xmlns:bldg="http://www.opengis.net/citygml/building/${version}" xmlns:gen="http://www.opengis.net/citygml/generics/${version}" xmlns:app="http://www.opengis.net/citygml/appearance/${version}" xmlns:con="http://www.opengis.net/citygml/construction/3.0" xmlns:gml="http://www.opengis.net/gml" xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:uro="https://www.geospatial.jp/iur/uro/2.0"`;

export const cityModel = (members: string, srsName = "urn:ogc:def:crs:EPSG::25833", version = "2.0") =>
  `<?xml version="1.0" encoding="UTF-8"?>
<core:CityModel ${NAMESPACES(version)}>
  <gml:boundedBy><gml:Envelope srsName="${srsName}" srsDimension="3"><gml:lowerCorner>0 0 0</gml:lowerCorner><gml:upperCorner>1 1 1</gml:upperCorner></gml:Envelope></gml:boundedBy>
  ${members}
</core:CityModel>`;

export const FLOOR = "0 0 0 0 10 0 10 10 0 10 0 0 0 0 0";
export const ROOF = "0 0 9 10 0 9 10 10 9 0 10 9 0 0 9";
export const WALL = "0 0 0 10 0 0 10 0 9 0 0 9 0 0 0";
