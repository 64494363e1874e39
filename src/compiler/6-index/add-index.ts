import { Index } from "../../../assembly/shared/layout.ts";
import { readInstruction, viewOf, writeInstruction } from "../../program/instruction.ts";
import { blocksLength, entryCount, type Program } from "../../program/program.ts";
import { Grower } from "./grow.ts";
import { IndexWriter } from "./write-index.ts";

/** Fewer rules are tried one after the other as quickly. */
const FEWEST = 4;

/**
 * A program whose entries only have lists → the same with an index for the rules that all actions share, and one for those
 * of each action, where there are rules enough and their tests tell them apart. It decides as before.
 */
export function addIndex(program: Program, fewest = FEWEST): Program {
  const grower = new Grower(program, fewest);
  const writer = new IndexWriter(program);
  const roots = new Map<number, number>();
  const root = (constant: number) => {
    if (!roots.has(constant)) roots.set(constant, plant(constant));
    return roots.get(constant)!;
  };
  const plant = (constant: number) => {
    const list = program.constants[constant]!;
    const tree = grower.tree(list.kind === "rules" ? list.values : []);
    return tree.kind === "list" ? 0 : writer.write(tree);
  };
  const code = program.code.slice();
  const view = viewOf(code);
  const first = blocksLength(program);
  const onFalse = root(readInstruction(view, first).right);
  for (let entry = first; entry < first + entryCount(program); entry++) {
    const scan = readInstruction(view, entry);
    writeInstruction(view, entry, { ...scan, onTrue: root(scan.left), onFalse });
  }
  const index = writer.bytes();
  return index.length > Index.Header ? { ...program, code, index } : program;
}
