// How each command is called, for its help and for its errors.

export const USAGE = {
  import:
    "lanetwin import FILE --out DIR [--origin lon,lat[,heading]] [--crs EPSG:N|GCJ-02] [--swap-axes] [--geoid m] [--ground m] [--lod N] [--country CC] [--title TEXT] [--id ID]",
  build: "lanetwin build city.config.json [--out DIR]",
  sample: "lanetwin sample --out DIR [--extent district|avenue]",
  verify: "lanetwin verify tileset.json|CITY [--ground m] [--features N]",
  export:
    "lanetwin export CITY --out DIR|FILE.zip [--area FILE|west,south,east,north] [--classes lane,marking,…] [--attributes id,widthM,…] [--crs EPSG:4326|EPSG:4979|EPSG:4490|EPSG:4547|EPSG:4526|UTM|GCJ-02|…] [--format geojson|csv|flatgeobuf|geopackage|geoparquet]",
  convert:
    "lanetwin convert FILE.geojson|FILE.fgb --format geojson|csv|flatgeobuf|geopackage|geoparquet --out DIR [--scan-all]",
  record: "lanetwin record --out DIR [--seconds N] [--city FOLDER] [--port N] [--vehicles N] [--feeds FILE]",
  replay: "lanetwin replay DIR|FILE.mcap [--rate 0.25…60] [--city FOLDER] [--port N]",
  "export-parquet": "lanetwin export-parquet DIR|FILE.mcap --out FILE.parquet",
  serve:
    "npm start -- [--city FOLDER]… [--port N] [--vehicles N] [--feeds FILE] [--record DIR|off] [--state FOLDER|postgres://…] [--host ADDRESS] [--https] [--token TOKEN] [--tokens FILE] [--allow-host NAME]… [--role all|ingest|gateway] [--nats nats://HOST:PORT] [--name NAME] [--desk off]",
} as const;
