import { visible } from "../../diagnostics/visible.ts";
import { ActraSignatureError } from "../../errors.ts";
import { printable } from "../../language/printable.ts";
import { debugOf } from "../../program/debug.ts";
import { decodeProgram } from "../../program/decode.ts";
import { disassemble } from "../../program/disassemble.ts";
import { FORMAT_VERSION } from "../../program/file.ts";
import type { Program, ProgramRule } from "../../program/program.ts";
import { requireSound } from "../../program/verify.ts";
import { signatureOf } from "../../signing/signature.ts";
import type { Format } from "../formats.ts";
import { nameOf } from "../read/bytes.ts";
import { policyOf } from "../read/policy-of.ts";
import type { Reply } from "../reply.ts";
import type { Terminal } from "../terminal.ts";
import { json } from "../write/json.ts";
import { CLAIM } from "./hash.ts";

export interface InspectOptions {
  readonly format: Format;
  readonly disassemble?: boolean;
}

/** What is in a program; of a policy directory, in the program that it compiles to. */
export async function inspect(where: string, options: InspectOptions, terminal: Terminal): Promise<Reply> {
  const found = await policyOf(where, terminal);
  const bytes = found.program ?? found.policy.toBytes();
  const program = requireSound(decodeProgram(bytes));
  const facts = {
    ...factsOf(program, bytes.length, found.program !== undefined),
    signed_by: signerOf(bytes),
  };
  const listing = options.disassemble ? disassemble(bytes) : undefined;
  if (options.format === "json") return { code: 0, out: json({ ...facts, ...(listing && { listing }) }) };
  const parts = [factsText(facts, where, terminal), ...(listing === undefined ? [] : [listing])];
  return { code: 0, out: `${parts.join("\n\n")}\n` };
}

type Facts = ReturnType<typeof factsOf> & { readonly signed_by: string | null };

/** Whom the file names, which anybody can write into it. */
function signerOf(bytes: Uint8Array): string | null {
  try {
    return signatureOf(bytes).keyId;
  } catch (error) {
    if (error instanceof ActraSignatureError && error.code === "SIGNATURE_MISSING") return null;
    throw error;
  }
}

function factsOf(program: Program, bytes: number, claimed: boolean) {
  const { compiler, policyHash, settings, schema, rules } = program;
  const { resolution, missing, unknownAction, semantics } = settings;
  return {
    bytes,
    format_version: FORMAT_VERSION,
    compiler,
    policy_hash: policyHash,
    claimed,
    settings: { resolution, default: settings.default, missing, unknown_action: unknownAction, semantics },
    actions: schema.actions.map(({ name }) => name),
    rules: inFileOrder(rules).map(({ id, effect, audit }) => ({
      id,
      effect,
      mode: audit ? "audit" : "enforce",
    })),
    debug: debugOf(program) !== undefined,
  };
}

function inFileOrder(rules: readonly ProgramRule[]): readonly ProgramRule[] {
  return rules.toSorted((a, b) => a.position - b.position);
}

function factsText(facts: Facts, where: string, { colors }: Terminal): string {
  const {
    bytes,
    format_version,
    compiler,
    policy_hash,
    claimed,
    signed_by,
    settings,
    actions,
    rules,
    debug,
  } = facts;
  const named = Object.entries(settings).map(([key, value]) => `${key}: ${value}`);
  const rows: [string, string[]][] = [
    ["program", [`${visible(nameOf(where))}, ${bytes} bytes, format ${format_version}`]],
    ["compiler", [printable(compiler)]],
    ["policy hash", [policy_hash, ...(claimed ? [colors.yellow(`a claim: ${CLAIM}`)] : [])]],
    ["signature", [signed_by === null ? "none" : `${signed_by}, ${colors.yellow(`a claim: ${UNVERIFIED}`)}`]],
    ["settings", named],
    ["debug", [debug ? "places and conditions, for explanations" : "stripped"]],
    ["actions", actions.map(printable)],
    ["rules", rules.map(({ id, effect, mode }) => `${id} ${effect}${mode === "audit" ? " (audit)" : ""}`)],
  ];
  return rows.map(([title, lines]) => row(title, lines, colors.dim)).join("\n");
}

const UNVERIFIED = "`actra verify` looks whether it holds";
const INDENT = 13;

function row(title: string, lines: readonly string[], paint: (text: string) => string): string {
  const [first = "none", ...rest] = lines;
  return [paint(title.padEnd(INDENT)) + first, ...rest.map((line) => " ".repeat(INDENT) + line)].join("\n");
}
