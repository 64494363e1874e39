// Actra on inputs that arrive as msgpack bytes, which are made outside the timing.

import { createRequire } from "node:module";
import { Actra } from "../../dist/index.js";
import { refunds } from "./actra.mjs";

// The root package's own dependency.
const { pack } = createRequire(new URL("../../package.json", import.meta.url))("msgpackr");

export const name = "Actra, from bytes";
export const packageName = "actra";

export function prepare({ inputs }) {
  const policy = Actra.compile(refunds);
  const bytes = new Map(inputs.map((input) => [input, new Uint8Array(pack(input))]));
  return (input) => policy.evaluatePacked(bytes.get(input) ?? pack(input)).effect;
}
