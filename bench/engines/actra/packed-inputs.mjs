// Inputs as msgpack bytes, made before the timing by the root package's own dependency.

import { createRequire } from "node:module";

const { pack } = createRequire(new URL("../../../package.json", import.meta.url))("msgpackr");

export const packed = (input) => new Uint8Array(pack(input));
