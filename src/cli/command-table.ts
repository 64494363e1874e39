import { type Command, InvalidArgumentError, Option } from "commander";
import {
  CHECK_FORMATS,
  CI_SYSTEMS,
  DIFF_FORMATS,
  FAILURES,
  FORMATS,
  NOTATIONS,
  SHELLS,
  TEST_FORMATS,
} from "./formats.ts";
import type { Reply } from "./reply.ts";
import type { Terminal } from "./terminal.ts";

// Every command with what it takes. What a command does is loaded when it is called: the others cost no time.

/** `where` is a place, or several for an argument that takes them; the options are those of the command's row. */
type Run = (where: never, options: never, terminal: Terminal) => Promise<Reply>;

export interface CommandRow {
  readonly name: string;
  readonly summary: string;
  readonly argument: readonly [flags: string, description: string, standard?: unknown];
  /** The words that the argument takes, where these are few. */
  readonly choices?: readonly string[];
  /** The first one is for people. */
  readonly formats: readonly [standard: string, ...string[]];
  readonly addOptions?: (command: Command) => void;
  /** Shown under the options, without `actra`. */
  readonly examples: readonly string[];
  readonly load: () => Promise<Run>;
  /** Commands behind this one's name. */
  readonly parts?: readonly CommandRow[];
}

const DIRECTORY = ["[dir]", "policy directory", "."] as const;
const REQUIRED_DIRECTORY = ["<dir>", "policy directory"] as const;
const PLACE = ["<policy>", "policy directory, program file, or - for a program from standard input"] as const;

const SERVER = ["[command...]", "command of the server, behind --", []] as const;

export const COMMANDS: readonly CommandRow[] = [
  {
    name: "init",
    summary: "write a first policy, with tests that pass",
    argument: ["[dir]", "where to write it; made if it is not there. Left out, you are asked"],
    formats: FORMATS,
    addOptions: (command) =>
      command.addOption(new Option("--ci <system>", "write what a CI server runs, too").choices(CI_SYSTEMS)),
    examples: ["init access", "init access --ci github"],
    load: async () => (await import("./commands/init.ts")).init,
  },
  {
    name: "check",
    summary: "compile and lint a policy directory, and say what is wrong with it",
    argument: DIRECTORY,
    formats: CHECK_FORMATS,
    addOptions: (command) =>
      command
        .option("--as-of <date>", "fail on rules that have expired by this day, YYYY-MM-DD")
        .option("--fix", "change the files where that is safe, and say what was changed")
        .option("--explain <code>", "print what a code means, and look at no policy")
        .option("--max-warnings <number>", "fail on more warnings than this", wholeNumber),
    examples: ["check access --max-warnings 0", "check access --fix", "check --explain unused-field"],
    load: async () => (await import("./commands/check.ts")).check,
  },
  {
    name: "eval",
    summary: "decide on one input; exit code 0 means allow",
    argument: PLACE,
    formats: FORMATS,
    addOptions: addInput,
    examples: ["eval access --input refund.json", "eval access.actra < refund.json"],
    load: async () => (await import("./commands/eval.ts")).evaluate,
  },
  {
    name: "explain",
    summary: "decide on one input, and say why",
    argument: PLACE,
    formats: FORMATS,
    addOptions: addInput,
    examples: ["explain access --input refund.json"],
    load: async () => (await import("./commands/explain.ts")).explain,
  },
  {
    name: "diff",
    summary: "say what two policies decide differently; exit code 0 means nothing, proved",
    argument: ["<dirs...>", "the old policy directory, and the new one"],
    formats: DIFF_FORMATS,
    examples: ["diff access-before access", "diff access-before access --format markdown > comment.md"],
    load: async () => (await import("./commands/diff.ts")).diff,
  },
  {
    name: "test",
    summary: "run the *.test.yaml files of a policy directory",
    argument: DIRECTORY,
    formats: TEST_FORMATS,
    addOptions: (command) =>
      command
        .option("--filter <text>", "only cases with this text in their path, name or values")
        .option("--bail", "stop at the first failure")
        .option("--watch", "run again whenever a file changes")
        .option("--coverage", "show what the tests have not tried of the policy")
        .option("--coverage-html <file>", "write coverage as a page")
        .option("--coverage-lcov <file>", "write coverage as lcov")
        .option("--coverage-json <file>", "write coverage as JSON")
        .option("--update-hash", "write the hash of the policy where another one is pinned")
        .option("--boundaries", "decide around every limit, and compare with boundaries.snapshot.md")
        .option("--update", "with --boundaries, write the snapshot")
        .option("--mutate", "change one thing of the policy at a time, and say what no test notices")
        .option(
          "--mutation-score <percent>",
          "with --mutate, the least percentage to be noticed, 100",
          percentage,
        ),
    examples: [
      "test access --filter 'large refunds'",
      "test access --coverage --watch",
      "test access --format junit > junit.xml",
    ],
    load: async () => (await import("./commands/test.ts")).test,
  },
  {
    name: "replay",
    summary: "decide again what a log has recorded, and say what changes",
    argument: ["<log>", "lines of JSON as the runtime's observer writes them, or a msgpack stream"],
    formats: FORMATS,
    addOptions: (command) =>
      command
        .requiredOption("--policy <policy>", "policy directory or program file to decide by")
        .addOption(new Option("--fail-on <changes>", "which changes fail").choices(FAILURES).default("any")),
    examples: [
      "replay decisions.jsonl --policy access",
      "replay decisions.jsonl --policy access --fail-on less-strict",
    ],
    load: async () => (await import("./commands/replay.ts")).replay,
  },
  {
    name: "hash",
    summary: "print the policy hash",
    argument: PLACE,
    formats: FORMATS,
    examples: ["hash access"],
    load: async () => (await import("./commands/hash.ts")).hash,
  },
  {
    name: "compile",
    summary: "compile a policy directory to a program file",
    argument: REQUIRED_DIRECTORY,
    formats: FORMATS,
    addOptions: (command) => addOutput(command).option("--strip", "leave out what explanations show"),
    examples: ["compile access --output access.actra"],
    load: async () => (await import("./commands/compile.ts")).compile,
  },
  {
    name: "inspect",
    summary: "say what is in a program file",
    argument: PLACE,
    formats: FORMATS,
    addOptions: (command) => command.option("--disassemble", "list its instructions too"),
    examples: ["inspect access.actra --disassemble"],
    load: async () => (await import("./commands/inspect.ts")).inspect,
  },
  {
    name: "keygen",
    summary: "write a new pair of keys, to sign programs with",
    argument: ["<name>", "the key's id, and the beginning of the names of its files"],
    formats: FORMATS,
    examples: ["keygen release"],
    load: async () => (await import("./commands/keygen.ts")).keygen,
  },
  {
    name: "sign",
    summary: "sign a program file",
    argument: PLACE,
    formats: FORMATS,
    addOptions: (command) =>
      addOutput(command).requiredOption(
        "--key <file>",
        "private key as PEM or JWK; or id=file, with another id",
      ),
    examples: ["sign access.actra --key release.private.pem --output access.signed.actra"],
    load: async () => (await import("./commands/sign.ts")).sign,
  },
  {
    name: "verify",
    summary: "say whether a program file is what a key signed",
    argument: ["<program>", "program file, or - for standard input"],
    formats: FORMATS,
    addOptions: (command) =>
      command.requiredOption(
        "--key <file...>",
        "public key as PEM or JWK; or id=file, with another id; one or more",
      ),
    examples: ["verify access.actra --key release.public.pem"],
    load: async () => (await import("./commands/verify.ts")).verify,
  },
  {
    name: "types",
    summary: "write the TypeScript types of a policy's inputs",
    argument: PLACE,
    formats: FORMATS,
    addOptions: (command) => addOutput(command).option("--name <name>", "name of the interface"),
    examples: ["types access --name RefundTypes --output refund-types.ts"],
    load: async () => (await import("./commands/types.ts")).types,
  },
  {
    name: "fmt",
    summary: "write policies in canonical form",
    argument: ["[paths...]", "policy directories and policy files, or - for standard input", ["."]],
    formats: FORMATS,
    addOptions: (command) =>
      command
        .addOption(new Option("--to <notation>", "notation of conditions").choices(NOTATIONS))
        .option("--check", "say which files would change, and fail if there are any")
        .option("--write", "change the files"),
    examples: ["fmt access --write", "fmt access --check", "fmt - --to expression < policy.yaml"],
    load: async () => (await import("./commands/fmt.ts")).fmt,
  },
  {
    name: "completion",
    summary: "print what makes a shell complete commands and options",
    argument: ["<shell>", "which shell"],
    choices: SHELLS,
    formats: FORMATS,
    examples: [
      "completion bash > ~/.local/share/bash-completion/completions/actra",
      "completion fish > ~/.config/fish/completions/actra.fish",
    ],
    load: async () => (await import("./commands/completion.ts")).completion,
  },
  {
    name: "serve",
    summary: "answer the OpenID AuthZEN Authorization API",
    argument: PLACE,
    formats: FORMATS,
    addOptions: (command) =>
      addAuthentication(addRuntime(command))
        .option("--mapping <file>", "which fields come from other places of a request")
        .option(
          "--host <address>",
          "where to listen; others than this machine need authentication",
          "127.0.0.1",
        )
        .option("--port <number>", "0 for any that is free", portNumber, 8181)
        .option("--public-url <url>", "how others reach this server")
        .option("--audit", "permit everything, and say what would have been"),
    examples: ["serve access --snapshot now.yaml", "serve access --host 0.0.0.0 --api-keys keys.txt"],
    load: async () => (await import("./commands/serve.ts")).serve,
  },
  {
    name: "mcp",
    summary: "stand before an MCP server, and decide on its tools' calls",
    argument: SERVER,
    formats: FORMATS,
    addOptions: (command) =>
      addAuthentication(
        addRuntime(
          command.option("--policy <policy>", "policy directory, or program file (has to be there)"),
        ),
      )
        .option("--url <url>", "of a server that is reached by streamable HTTP")
        .option("--headers <file>", "headers for that server, as JSON or YAML")
        .option("--listen <port>", "let clients come by streamable HTTP", portNumber)
        .option("--host <address>", "where to; others than this machine need authentication", "127.0.0.1")
        .option("--tools <file>", "actions of the tools, where these have other names")
        .option("--audit", "stop nothing; only write down what would have been"),
    examples: ["mcp --policy access -- npx -y @modelcontextprotocol/server-filesystem docs"],
    load: async () => (await import("./commands/mcp.ts")).mcp,
    parts: [
      {
        name: "schema",
        summary: "write a schema of the tools that an MCP server has",
        argument: SERVER,
        formats: FORMATS,
        addOptions: (command) =>
          addOutput(command)
            .option("--url <url>", "of a server that is reached by streamable HTTP")
            .option("--prefix <text>", "stands before each tool's name, such as files.", ""),
        examples: ["mcp schema --output access/schema.yaml -- node server.js"],
        load: async () => (await import("./commands/mcp-schema.ts")).mcpSchema,
      },
    ],
  },
];

/** What `read/runtime.ts` makes a runtime of. */
function addRuntime(command: Command): Command {
  return command
    .option("--actor <file>", "who acts, as JSON or YAML")
    .option("--snapshot <file>", "how things stand, as JSON or YAML")
    .option("--resolvers <module>", "module that exports actor, snapshot, requester, approve or approver")
    .option("--log <file>", "where to add decisions, as JSON lines");
}

/** What `serve/authentication.ts` takes. */
function addAuthentication(command: Command): Command {
  return command
    .option("--api-keys <file>", "keys of those who may ask, one on each line")
    .option("--jwks <place>", "keys of tokens of those who may ask: an https URL, or a file")
    .option("--issuer <text>", "who has to have issued a token")
    .option("--audience <text>", "whom a token has to be for");
}

function addInput(command: Command): void {
  command.option("--input <file>", "the input as JSON or YAML; - for standard input", "-");
}

function addOutput(command: Command): Command {
  return command.option("-o, --output <file>", "where to write it; standard output when left out");
}

function percentage(text: string): number {
  const number = Number(text);
  if (/^\d{1,3}(\.\d+)?$/.test(text) && number <= 100) return number;
  throw new InvalidArgumentError("It has to be a number from 0 to 100.");
}

function wholeNumber(text: string): number {
  if (/^\d{1,9}$/.test(text)) return Number(text);
  throw new InvalidArgumentError("It has to be a whole number.");
}

function portNumber(text: string): number {
  if (/^\d{1,5}$/.test(text) && Number(text) < 65_536) return Number(text);
  throw new InvalidArgumentError("It has to be a whole number from 0 to 65535.");
}
