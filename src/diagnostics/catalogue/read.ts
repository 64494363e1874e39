import type { Page } from "../catalogue.ts";

/** Codes of the phase "read": finding the files, and from text to a tree of nodes. */
export const READ_CODES = {
  "missing-file": {
    title: "A file that has to be there is not",
    explanation:
      "A policy directory has a `schema.yaml`, and a `policy.yaml` or a `policies` folder with at least one policy. " +
      "`governance.yaml` is optional, unless its path was given.",
    example: "a directory with `policy.yaml` alone",
  },
  "unreadable-file": {
    title: "A file is there, and cannot be read",
    explanation:
      "A file that exists is never treated as absent. It may be a folder, lack permission, or hold bytes that are not UTF-8.",
    example: "a folder with the name `schema.yaml`",
  },
  "two-spellings": {
    title: "One name with both endings",
    explanation:
      "`.yaml` and `.yml` are both fine, but a file of one name may have only one of them, so that none is overlooked.",
    example: "`schema.yaml` beside `schema.yml`",
  },
  "stray-file": {
    title: "A file of a policy directory that would not be read",
    explanation:
      "A policy directory has `schema.yaml`, `policy.yaml`, `governance.yaml` and the folder `policies`; tests " +
      "(`*.test.yaml`) and `actra.config.yaml` may stand beside them. Any other YAML file there is most likely one of " +
      "these, misnamed, and its rules would be off in silence. JSON is YAML, but none of these ends in `.json`. `actra test` " +
      "says the same of tests in other folders of the directory, unless the configuration names these under `tests`.",
    example: "`Policy.yaml`, or `policies.yml`, beside `policy.yaml`",
  },
  "duplicate-path": {
    title: "Two policy files with one path",
    explanation: "Policy files are ordered by their paths, so every file needs one of its own.",
    example: 'policy: [{ path: "a.yaml", text: … }, { path: "a.yaml", text: … }]',
  },
  "unusable-value": {
    title: "A value that no document can hold",
    explanation:
      "A document is handed in as text, or as plain data: objects, lists, text, numbers, booleans. Functions, symbols, bigints, " +
      "class instances such as `Date`, values that contain themselves and properties that throw have no place in it.",
    example: "{ version: 1, rules: [() => true] }",
  },
  "over-limit": {
    title: "More than the limits allow",
    explanation:
      "Size, nesting depth, nodes, aliases and rules have limits, so that no document can hang or crash the compiler. Split the " +
      "document, or raise the limit with the option `limits`.",
    example: "collections inside one another, 65 deep",
  },
  "empty-document": {
    title: "A document with nothing in it",
    explanation: "A file that is present but blank is an error, never the same as an absent file.",
    example: "# only a comment",
  },
  "yaml-syntax": {
    title: "The text is not YAML",
    explanation: "The YAML parser could not make sense of the text. The message is the parser's own.",
    example: "rules: [a, b",
  },
  "tab-indentation": {
    title: "A tab as indentation",
    explanation: "YAML is indented with spaces only.",
    example: "rules:\n\t- id: a",
  },
  "forbidden-character": {
    title: "A character that YAML does not allow",
    explanation:
      "Control characters, half surrogate pairs, a byte order mark after the start and a carriage return without a line feed " +
      "are invisible and mean different things to different tools. In double quotes, write them as escapes.",
    example: "a null character inside a reason",
  },
  "second-document": {
    title: "A second document in one file",
    explanation: "A file holds one document. Put the second one into a file of its own.",
    example: "version: 1\nrules: []\n---\nversion: 1",
  },
  "yaml-directive": {
    title: "A YAML directive",
    explanation:
      "Documents are YAML 1.2 without tags, so a directive such as `%YAML` or `%TAG` has nothing to say.",
    example: "%YAML 1.1\n---\nversion: 1",
  },
  "explicit-tag": {
    title: "A YAML tag",
    explanation:
      "Types are told by how a value is written: quotes make text, digits a number. Tags are not used.",
    example: "version: !!int 1",
  },
  "duplicate-key": {
    title: "One key twice in a map",
    explanation: "The second one would silently replace the first, so neither is taken.",
    example: "effect: allow\neffect: block",
  },
  "key-is-not-text": {
    title: "A key that is not text",
    explanation:
      "Keys are names. Numbers, booleans, blanks, lists, maps and aliases are not; quotes make text of a scalar.",
    example: "actions:\n  404: {}",
  },
  "explicit-key": {
    title: "A key with `?` before it",
    explanation:
      "YAML has this form for keys that are lists or maps, or very long. Names are neither, and parsers disagree on what follows such a key.",
    example: "? effect\n: block",
  },
  "unresolved-alias": {
    title: "An alias without an anchor",
    explanation: "`*name` stands for the node that `&name` marks earlier in the same file.",
    example: "when: *large",
  },
  "alias-cycle": {
    title: "An alias inside the node that it stands for",
    explanation: "Such a document would contain itself, and never end.",
    example: "when: &self { not: *self }",
  },
  "unsafe-integer": {
    title: "A number that cannot be held as it is written",
    explanation:
      "Integers are exact from -(2^53-1) to 2^53-1. Beyond, neighbours become the same number, with `.0` at the end too, and no " +
      "value of an integer field is there. Nor is a fraction exact of which nothing would be left. An identifier is better " +
      "text, in quotes. Decimals such as `0.1`, and large numbers such as `1e20` for number fields, are as near as can be.",
    example: "literal: 9007199254740993",
  },
  "not-finite": {
    title: "A number that is not finite",
    explanation:
      "Infinities and `.nan` are no values of this language; neither is a number too large to be held.",
    example: "literal: .inf",
  },
  "lone-surrogate": {
    title: "Text with half of a surrogate pair",
    explanation:
      "Such text has no UTF-8 form, so it can equal no well-formed input. Write the whole character.",
    example: 'literal: "\\ud800"',
  },
} satisfies Record<string, Page>;
