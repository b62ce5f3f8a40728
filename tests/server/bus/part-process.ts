// One process of a city in parts: a whole server with its part over NATS. Told by its parent what to be; says where it is,
// and on demand what its hub holds.

import { connectNats } from "../../../src/server/bus/nats-bus.ts";
import { startServer } from "../../../src/server/start-server.ts";
import { heldBy } from "./held.ts";

const { role, name, holdsDesk, nats, city, state } = JSON.parse(process.argv[2] as string);
const bus = await connectNats({ url: nats, clientName: name, env: {}, now: Date.now });
const server = await startServer({
  appFolder: "/nowhere",
  cityFolders: [city],
  host: "127.0.0.1",
  port: 0,
  clock: Date.now,
  software: { name: "lanetwin", version: "0" },
  state,
  part: { role, name, holdsDesk, bus },
});
process.on("message", () => process.send?.({ held: [...heldBy(server.hub)] }));
process.once("disconnect", () => process.exit());
process.send?.({ url: server.url });
