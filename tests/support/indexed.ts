/** Programs as they were compiled, made over with every rule in an index that can be, and with none. */
import { Index } from "../../assembly/shared/layout.ts";
import { addIndex } from "../../src/compiler/6-index/add-index.ts";
import { encodeProgram } from "../../src/program/encode.ts";
import { type DecodedNode, indexWords, readNode } from "../../src/program/index-node.ts";
import { readInstruction, viewOf, writeInstruction } from "../../src/program/instruction.ts";
import { blocksLength, entryCount, type Program } from "../../src/program/program.ts";
import { programOf } from "./program-bytes.ts";

export function withoutIndex(bytes: Uint8Array): Uint8Array {
  return encodeProgram(stripped(bytes));
}

/** @param fewest rules that are worth a split; with 1, splits stand wherever they can */
export function withIndex(bytes: Uint8Array, fewest = 1): Uint8Array {
  return encodeProgram(addIndex(stripped(bytes), fewest));
}

function stripped(bytes: Uint8Array): Program {
  const program = programOf(bytes);
  const code = program.code.slice();
  const view = viewOf(code);
  const first = blocksLength(program);
  for (let entry = first; entry < first + entryCount(program); entry++)
    writeInstruction(view, entry, { ...readInstruction(view, entry), onTrue: 0, onFalse: 0 });
  return { ...program, code, index: new Uint8Array() };
}

/** Empty where there is none. */
export function indexOf(bytes: Uint8Array): Uint8Array {
  return programOf(bytes).index;
}

export function nodesOf(bytes: Uint8Array): DecodedNode[] {
  const index = indexOf(bytes);
  const words = indexWords(index);
  const nodes: DecodedNode[] = [];
  for (let at: number = Index.Header; at < index.length; at += nodes.at(-1)!.size)
    nodes.push(readNode(words, at));
  return nodes;
}
