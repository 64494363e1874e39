import type { DiagnosticCode } from "../diagnostics/catalogue.ts";
import type { Finding } from "../diagnostics/diagnostic.ts";
import { type LintLevel, WARNINGS } from "../diagnostics/severity.ts";
import type { Source, Span } from "../diagnostics/span.ts";
import { didYouMean } from "../diagnostics/suggest.ts";
import { type Comment, commentsOf } from "./1-read/comments.ts";
import { Places } from "./1-read/places.ts";

// Comments that suppress warnings, each with its reason:
//
//     # actra-ignore-file unused-field: the fields are what the tool takes
//     # actra-ignore-next-line unguarded-read, vacuous-condition: nobody sends a note yet
//
// A comment that is not written right suppresses nothing, and is told of; so is one that was not needed.

const WORD = "actra-ignore";
const FORM = /^actra-ignore-(next-line|file)\s+([\w-]+(?:\s*,\s*[\w-]+)*)\s*:\s*(\S.*)$/;
const HELP = `write \`# ${WORD}-next-line CODE: reason\`, or \`# ${WORD}-file CODE: reason\` at the top`;

/** One code of one comment. */
interface Suppression {
  readonly code: DiagnosticCode;
  /** Where findings begin that it is for. */
  readonly start: number;
  readonly end: number;
  readonly comment: Span;
  isUsed: boolean;
}

/** There may be as many comments as lines, and as many warnings: each is found without looking at the others. */
interface Suppressing {
  /** In the order of the document. */
  readonly suppressions: readonly Suppression[];
  /** By code, those of the file first; after them their places do not go back. */
  readonly byCode: ReadonlyMap<string, readonly Suppression[]>;
  /** Comments that are not written right. */
  readonly problems: readonly Finding[];
}

/** A document's are read when something is found in it, or when they are asked for: most documents have none. */
export class Suppressions {
  readonly #bySource = new Map<Source, Suppressing>();
  readonly #levels: ReadonlyMap<DiagnosticCode, LintLevel>;

  /** @param levels of what no comment suppresses */
  constructor(levels: ReadonlyMap<DiagnosticCode, LintLevel> = new Map()) {
    this.#levels = levels;
  }

  levelOf(finding: Finding): LintLevel {
    return this.#suppresses(finding) ? "off" : (this.#levels.get(finding.code) ?? "warning");
  }

  /** Whether a comment is for this warning, which is then used. */
  #suppresses({ code, span }: Finding): boolean {
    if (span === undefined) return false;
    const own = this.#of(span.source).byCode.get(code) ?? [];
    const fitting = fittingAt(span.start, own);
    for (const each of fitting) each.isUsed = true;
    return fitting.length > 0;
  }

  problemsIn(source: Source): readonly Finding[] {
    return this.#of(source).problems;
  }

  /** What was not needed so far: each comment, with the codes. */
  unusedIn(source: Source): readonly { comment: Span; codes: readonly DiagnosticCode[]; isWhole: boolean }[] {
    const byComment = grouped(this.#of(source).suppressions, ({ comment }) => comment);
    return [...byComment].flatMap(([comment, own]) => {
      const unused = own.filter(({ isUsed }) => !isUsed);
      if (unused.length === 0) return [];
      return [{ comment, codes: unused.map(({ code }) => code), isWhole: unused.length === own.length }];
    });
  }

  #of(source: Source): Suppressing {
    const known = this.#bySource.get(source) ?? read(source);
    this.#bySource.set(source, known);
    return known;
  }
}

function read(source: Source): Suppressing {
  const suppressions: Suppression[] = [];
  const problems: Finding[] = [];
  if (!source.text.includes(WORD)) return { suppressions, problems, byCode: new Map() };
  for (const comment of commentsOf(source)) {
    if (!comment.text.startsWith(WORD)) continue;
    const span = Places.of(source).span(comment.start, comment.end);
    const problem = addTo(suppressions, comment, span);
    if (problem !== undefined) problems.push({ code: "bad-suppression", span, help: HELP, ...problem });
  }
  return { suppressions, problems, byCode: grouped(suppressions, ({ code }) => code) };
}

function grouped<K, T>(all: readonly T[], keyOf: (each: T) => K): ReadonlyMap<K, readonly T[]> {
  const groups = new Map<K, T[]>();
  for (const each of all) {
    const key = keyOf(each);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [each]);
    else group.push(each);
  }
  return groups;
}

/** Lines are apart, so of those that begin before the place the last ones alone can reach it; and those of the file do. */
function fittingAt(place: number, all: readonly Suppression[]): readonly Suppression[] {
  let low = 0;
  let high = all.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (all[middle]!.start <= place) low = middle + 1;
    else high = middle;
  }
  const fitting: Suppression[] = [];
  for (let at = low - 1; at >= 0 && all[at]!.start === all[low - 1]!.start; at--)
    if (place <= all[at]!.end) fitting.push(all[at]!);
  for (let at = 0; all[at]?.end === Infinity; at++) fitting.push(all[at]!);
  return fitting;
}

type Problem = Pick<Finding, "message" | "help">;

function addTo(suppressions: Suppression[], comment: Comment, span: Span): Problem | undefined {
  const [, target, codes] = FORM.exec(comment.text) ?? [];
  if (codes === undefined) return { message: formProblem(comment.text) };
  if (target === "file" && !comment.isAtTop)
    return { message: `\`${WORD}-file\` stands behind something`, help: "move it to the top of the file" };
  const names = codes.split(",").map((code) => code.trim());
  const problem = names.map(codeProblem).find((each) => each !== undefined);
  if (problem !== undefined) return problem;
  const { start, end } = target === "file" ? { start: 0, end: Infinity } : comment.next;
  for (const code of names as DiagnosticCode[])
    suppressions.push({ code, start, end, comment: span, isUsed: false });
  return undefined;
}

function formProblem(text: string): string {
  const isWithoutReason = /^actra-ignore-(?:next-line|file)\s+[\w-]+[\s\w,-]*:?\s*$/.test(text);
  return isWithoutReason ? "the comment gives no reason" : "the comment is not written as a suppression is";
}

/** Those about suppressions are for whoever reads them, and what errors there are is for the catalogue to say. */
function codeProblem(code: string): Problem | undefined {
  if (SUPPRESSIBLE.includes(code as DiagnosticCode)) return undefined;
  const help = didYouMean(code, SUPPRESSIBLE) ?? "do what it asks for";
  return { message: `\`${code}\` is no warning that can be suppressed; errors cannot`, help };
}

const OWN: readonly DiagnosticCode[] = ["bad-suppression", "unused-suppression"];
const SUPPRESSIBLE = WARNINGS.filter((code) => !OWN.includes(code));
