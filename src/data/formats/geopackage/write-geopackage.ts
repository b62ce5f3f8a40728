// GeoPackage: every class a table of one file, geometries with Z, an R-tree each, titles and definitions of columns (schema
// extension), metadata. The coordinate system is EPSG's, or an entry of our own where no authority lists it (GCJ-02).

import type { Geometry } from "../../../model/records/feature-row.ts";
import type { Attribute, GeometryKind } from "../../../model/records/road-attributes.ts";
import { attend } from "../attend.ts";
import type { ByteBuffer } from "../byte-buffer.ts";
import { type Box, boxOf, emptyBox } from "../flatgeobuf/packed-index.ts";
import type {
  RandomFile,
  SqlDatabase,
  WriteFeatures,
  WriteOptions,
  WriteTarget,
  WrittenTable,
} from "../format.ts";
import { SpatialSort } from "../spatial-sort.ts";
import { writeWkb } from "../wkb.ts";
import { packRtree } from "./pack-rtree.ts";
import { PAGE_BYTES, TablePacker, tellPages } from "./pack-table.ts";
import { prepare, rtreeTriggers, sqlName, sqlText } from "./schema.ts";
import { TableRecord } from "./table-record.ts";

/**
 * Whole databases are written anew and thrown away on failure: no journal is needed. The lock is the transaction's, not the
 * connection's: an engine may keep a closed connection until its statements are collected.
 */
const SETTINGS = `
PRAGMA page_size = ${PAGE_BYTES};
PRAGMA journal_mode = OFF;
PRAGMA synchronous = OFF;
PRAGMA cache_size = -16000;
`;
const OWN_SRS_ID = 300002;
const COLUMN_TYPES: Record<Attribute["type"], string> = {
  text: "TEXT",
  integer: "MEDIUMINT",
  real: "DOUBLE",
  boolean: "BOOLEAN",
};
const GEOMETRY_TYPES: Record<GeometryKind, string> = {
  Point: "POINT",
  LineString: "LINESTRING",
  Polygon: "POLYGON",
  MultiPolygon: "MULTIPOLYGON",
  Unknown: "GEOMETRY",
};

/** A name that no column has; SQLite doesn't tell capitals apart. */
function freeName(wish: string, columns: readonly Attribute[]): string {
  const taken = new Set(columns.map(({ name }) => name.toLowerCase()));
  let name = wish;
  for (let n = 2; taken.has(name); n++) name = `${wish}_${n}`;
  return name;
}

/** GeoPackageBinary: "GP", version 0, little-endian with an xy envelope (none for points), srs, then WKB. */
function writeBlob(out: ByteBuffer, srsId: number, geometry: Geometry, box: Box): void {
  const from = out.length;
  const isPoint = geometry.kind === "Point";
  out.need(40);
  const { bytes, view } = out;
  bytes[from] = 0x47;
  bytes[from + 1] = 0x50;
  bytes[from + 2] = 0;
  bytes[from + 3] = isPoint ? 1 : 3;
  view.setInt32(from + 4, srsId, true);
  if (!isPoint) {
    view.setFloat64(from + 8, box[0], true);
    view.setFloat64(from + 16, box[2], true);
    view.setFloat64(from + 24, box[1], true);
    view.setFloat64(from + 32, box[3], true);
  }
  out.length = from + (isPoint ? 8 : 40);
  writeWkb(out, geometry);
}

const WGS84_WKT =
  'GEOGCS["WGS 84",DATUM["WGS_1984",SPHEROID["WGS 84",6378137,298.257223563,AUTHORITY["EPSG","7030"]],AUTHORITY["EPSG","6326"]],PRIMEM["Greenwich",0,AUTHORITY["EPSG","8901"]],UNIT["degree",0.0174532925199433,AUTHORITY["EPSG","9122"]],AXIS["Latitude",NORTH],AXIS["Longitude",EAST],AUTHORITY["EPSG","4326"]]';

const WGS84_WKT2 =
  'GEOGCRS["WGS 84",DATUM["World Geodetic System 1984",ELLIPSOID["WGS 84",6378137,298.257223563,LENGTHUNIT["metre",1]]],PRIMEM["Greenwich",0,ANGLEUNIT["degree",0.0174532925199433]],CS[ellipsoidal,2],AXIS["geodetic latitude (Lat)",north,ORDER[1],ANGLEUNIT["degree",0.0174532925199433]],AXIS["geodetic longitude (Lon)",east,ORDER[2],ANGLEUNIT["degree",0.0174532925199433]],ID["EPSG",4326]]';

/** The three systems that every file lists, and ours. @returns its id */
function addSystems(database: SqlDatabase, { crs }: WriteOptions): number {
  const three = crs.wkt2 !== undefined;
  const fields =
    "srs_name, srs_id, organization, organization_coordsys_id, definition, description" +
    (three ? ", definition_12_063" : "");
  const insert = database.prepare(
    `INSERT INTO gpkg_spatial_ref_sys (${fields}) VALUES (?,?,?,?,?,?${three ? ",?" : ""})`,
  );
  const add = (name: string, id: number, organization: string, wkt: string, wkt2 = "undefined") =>
    insert.run([name, id, organization, id, wkt, name, ...(three ? [wkt2] : [])]);
  add("Undefined Cartesian coordinate reference system", -1, "NONE", "undefined");
  add("Undefined geographic coordinate reference system", 0, "NONE", "undefined");
  add("WGS 84 longitude/latitude in decimal degrees", 4326, "EPSG", WGS84_WKT, WGS84_WKT2);
  const id = crs.epsg ?? OWN_SRS_ID;
  if (id !== 4326)
    add(crs.name, id, crs.epsg === undefined ? "NONE" : "EPSG", crs.wkt ?? "undefined", crs.wkt2);
  return id;
}

function describe(
  database: SqlDatabase,
  table: WrittenTable,
  srsId: number,
  geometryName: string,
  options: WriteOptions,
) {
  const { name, title, geometry, columns } = table;
  database
    .prepare(
      "INSERT INTO gpkg_contents (table_name, data_type, identifier, description, last_change, srs_id) VALUES (?,'features',?,?,?,?)",
    )
    .run([name, name, `${title.en} / ${title.zh}`, options.changedAt, srsId]);
  database
    .prepare("INSERT INTO gpkg_geometry_columns VALUES (?,?,?,?,1,0)")
    .run([name, geometryName, GEOMETRY_TYPES[geometry], srsId]);
  const told = database.prepare(
    "INSERT INTO gpkg_data_columns (table_name, column_name, name, title, description) VALUES (?,?,?,?,?)",
  );
  for (const column of columns) {
    const unit = column.unit === undefined ? "" : ` (${column.unit})`;
    const heading = `${column.title.en} / ${column.title.zh}${unit}`;
    told.run([name, column.name, column.name, heading, `${column.definition.en} / ${column.definition.zh}`]);
  }
}

/** A table on its way through the file: made, filled, indexed. */
interface Filling {
  table: WrittenTable;
  key: string;
  geometryName: string;
  /** The page that the database gave it. */
  root: number;
  sort: SpatialSort;
}

function makeTable(database: SqlDatabase, table: WrittenTable, srsId: number, options: WriteOptions) {
  const { name, columns } = table;
  const [key, geometryName] = [freeName("fid", columns), freeName("geom", columns)];
  const fields = columns.map((column) => `${sqlName(column.name)} ${COLUMN_TYPES[column.type]}`);
  const type = GEOMETRY_TYPES[table.geometry];
  database.exec(
    `CREATE TABLE ${sqlName(name)} (${[`${sqlName(key)} INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL`, `${sqlName(geometryName)} ${type}`, ...fields].join(", ")})`,
  );
  describe(database, table, srsId, geometryName, options);
  const root = Number(database.get(`SELECT rootpage FROM sqlite_schema WHERE name = ${sqlText(name)}`));
  return { table, key, geometryName, root };
}

/** Lays the rows down. @returns the file's pages now */
async function fillTable(
  file: RandomFile,
  pages: number,
  { table, root, sort }: Filling,
  srsId: number,
  options: WriteOptions,
  before: number,
): Promise<number> {
  const packer = new TablePacker(file, pages);
  const record = new TableRecord(table.columns);
  const box = emptyBox();
  for await (const rows of table.rows)
    for (const row of rows) {
      const { geometry } = row;
      box[0] = box[1] = Number.POSITIVE_INFINITY;
      box[2] = box[3] = Number.NEGATIVE_INFINITY;
      boxOf(geometry.parts, box);
      sort.add(box, 0, 0);
      record.fill(row, (out) => writeBlob(out, srsId, geometry, box));
      packer.add(sort.count, record);
      const pause = attend(before + sort.count, options);
      if (pause) await pause;
    }
  return packer.finish(root);
}

function indexTable(database: SqlDatabase, { table: { name }, key, geometryName, sort }: Filling): void {
  const tree = `rtree_${name}_${geometryName}`;
  database.exec(`CREATE VIRTUAL TABLE ${sqlName(tree)} USING rtree(id, minx, maxx, miny, maxy)`);
  packRtree(database, tree, sort.count, sort.inOrder());
  database.exec(rtreeTriggers(name, geometryName, key));
  database.exec(
    `INSERT INTO gpkg_extensions VALUES (${sqlText(name)}, ${sqlText(geometryName)}, 'gpkg_rtree_index', 'http://www.geopackage.org/spec121/#extension_rtree', 'write-only')`,
  );
  if (sort.count === 0) return;
  database.prepare("INSERT INTO sqlite_sequence VALUES (?,?)").run([name, sort.count]);
  database
    .prepare("UPDATE gpkg_contents SET min_x = ?, min_y = ?, max_x = ?, max_y = ? WHERE table_name = ?")
    .run([...sort.envelope, name]);
}

/** One transaction, so that SQLite writes each page once. */
async function changed<T>(target: WriteTarget, path: string, work: (database: SqlDatabase) => T): Promise<T> {
  const database = await target.database(path);
  try {
    database.exec(SETTINGS);
    database.exec("BEGIN");
    const result = work(database);
    database.exec("COMMIT");
    return result;
  } finally {
    await database.close();
  }
}

function addMetadata(database: SqlDatabase, { metadata, changedAt }: WriteOptions): void {
  database
    .prepare(
      "INSERT INTO gpkg_metadata VALUES (1, 'dataset', 'https://www.iso.org/standard/53798.html', 'application/json', ?)",
    )
    .run([JSON.stringify(metadata)]);
  database
    .prepare("INSERT INTO gpkg_metadata_reference VALUES ('geopackage', NULL, NULL, NULL, ?, 1, NULL)")
    .run([changedAt]);
}

export const write: WriteFeatures = async (tables, target, options) => {
  const path = `${options.baseName}${options.mark}.gpkg`;
  const made = await changed(target, path, (database) => {
    database.exec(prepare(options.crs.wkt2 !== undefined));
    const srsId = addSystems(database, options);
    const own = tables.map((table) => makeTable(database, table, srsId, options));
    addMetadata(database, options);
    return { srsId, own, pages: Number(database.get("PRAGMA page_count")) };
  });
  const fillings: Filling[] = made.own.map((each) => ({
    ...each,
    sort: new SpatialSort(() => target.scratch()),
  }));
  let written = 0;
  try {
    const file = target.reopen(path);
    try {
      let { pages } = made;
      for (const each of fillings) {
        pages = await fillTable(file, pages, each, made.srsId, options, written);
        written += each.sort.count;
      }
      tellPages(file, pages);
    } finally {
      file.close();
    }
    await changed(target, path, (database) => {
      for (const each of fillings) indexTable(database, each);
    });
  } finally {
    for (const { sort } of fillings) sort.close();
  }
  options.onRows?.(written);
  return [path];
};
