// What the page is about: the documents of one policy, and an input for it.

export interface PolicyText {
  readonly path: string;
  readonly text: string;
}

export interface Documents {
  readonly schema: string;
  /** One file or several, by their paths. */
  readonly policies: readonly PolicyText[];
  /** Blank where there is none; so are tests. */
  readonly governance: string;
  readonly tests: string;
  /** As YAML or JSON. */
  readonly input: string;
}

export interface Example {
  readonly name: string;
  readonly about: string;
  readonly documents: Documents;
}

/** What a document is called where something stands in it: the path of a policy file, or one of these. */
export const SINGLE = ["schema", "governance", "tests", "input"] as const;
export type SingleName = (typeof SINGLE)[number];
export type DocumentName = string;

/** All of them by name, in the order in which they are shown. */
export function textsOf({
  schema,
  policies,
  governance,
  tests,
  input,
}: Documents): Map<DocumentName, string> {
  return new Map([
    ["schema", schema],
    ...policies.map(({ path, text }) => [path, text] as const),
    ["governance", governance],
    ["tests", tests],
    ["input", input],
  ]);
}

export function documentsOf(texts: ReadonlyMap<DocumentName, string>): Documents {
  const single = (name: SingleName) => texts.get(name) ?? "";
  const policies = [...texts].filter(([name]) => isPolicy(name)).map(([path, text]) => ({ path, text }));
  return {
    schema: single("schema"),
    policies,
    governance: single("governance"),
    tests: single("tests"),
    input: single("input"),
  };
}

export function isPolicy(name: DocumentName): boolean {
  return !(SINGLE as readonly string[]).includes(name);
}

/** Whether tests come out alike: an input is no part of them. */
export function areTestedAlike(some: Documents, others: Documents): boolean {
  const [tested, other] = [some, others].map((documents) => textsOf({ ...documents, input: "" }));
  return tested!.size === other!.size && [...tested!].every(([name, text]) => other!.get(name) === text);
}
