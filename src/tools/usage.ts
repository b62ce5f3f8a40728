// How each command is called, for its help and for its errors.

export const USAGE = {
  import:
    "lanetwin import FILE --out DIR [--origin lon,lat[,heading]] [--crs EPSG:N] [--geoid m] [--country CC] [--title TEXT] [--id ID]",
  serve:
    "npm start -- [--city FOLDER]… [--port N] [--vehicles N] [--host ADDRESS] [--https] [--token TOKEN] [--allow-host NAME]…",
} as const;
