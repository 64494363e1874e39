// The most memory that a process ever has which compiles one policy of so many rules from its text, Node itself included.

import { readFileSync } from "node:fs";
import { Actra } from "../../dist/index.js";
import { limits } from "../engines/actra/compiled.mjs";
import { made } from "./made.mjs";

const fields = { amount: "number", field_0: "string", field_1: "string", field_2: "string" };
const schema = { version: 1, actions: { transfer: { fields } } };

export async function measured({ size }) {
  const policy = readFileSync(made(`w3-literals-${size}.yaml`), "utf8");
  Actra.compile({ schema, policy }, { limits });
  return { figures: { megabytes: process.resourceUsage().maxRSS / 1024 } };
}
