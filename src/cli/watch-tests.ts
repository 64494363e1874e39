import { basename } from "node:path";
import { watch } from "chokidar";
import type { TestCommandOptions } from "./commands/test.ts";
import { failed } from "./failed.ts";
import { configurationOf } from "./read/configuration-of.ts";
import { pathIn } from "./read/located.ts";
import type { Reply } from "./reply.ts";
import type { Terminal } from "./terminal.ts";
import { WrongUse } from "./wrong-use.ts";

/** Milliseconds that files have to be left alone: an editor that saves all of them saves them one after the other. */
const QUIET = 80;

/** Clears the screen, what was scrolled away included, and goes to its top. */
const CLEAR = "\u001b[2J\u001b[3J\u001b[H";

/**
 * Runs once, and again whenever a file of the policy, of its tests or its configuration has changed, until the process is
 * to end. Whatever goes wrong in a run is shown, and waited out.
 */
export async function watchTests(
  directory: string,
  options: TestCommandOptions,
  terminal: Terminal,
  run: () => Promise<Reply>,
): Promise<Reply> {
  if (options.format !== "pretty")
    throw new WrongUse("`--watch` is for people to look at", "leave out `--format`, or `--watch`");
  const ended = terminal.endSignal();
  const changes = new Changes(ended);
  const folders = await foldersOf(directory);
  const ignored = (path: string) => !folders.includes(path) && isIgnored(basename(path));
  const watcher = watch(folders, { ignoreInitial: true, ignored });
  // Where there is no folder to watch, nothing else would keep the process.
  const alive = setInterval(() => {}, 2 ** 30);
  watcher.on("all", (_event, path) => isDocument(path) && changes.add());
  watcher.on("error", () => changes.add());
  let last: Reply = { code: 0 };
  do {
    last = await run().catch((error: unknown) => failed(error, options, terminal));
    terminal.write(screen(last, directory, terminal));
  } while (await changes.next());
  clearInterval(alive);
  await watcher.close();
  return { code: last.code };
}

/** Those that are there when it begins; a configuration that cannot be read names none. */
async function foldersOf(directory: string): Promise<string[]> {
  const configuration = await configurationOf(directory).catch(() => undefined);
  return [directory, ...(configuration?.tests ?? []).map((folder) => pathIn(directory, folder))];
}

function screen({ out = "", err = "" }: Reply, directory: string, terminal: Terminal): string {
  const start = terminal.outputIsShown ? CLEAR : "";
  const { dim } = terminal.colors;
  return `${start}${out}${err}\n${dim(`watching ${directory}; Ctrl+C ends it`)}\n`;
}

/** Hidden files, and packages. */
function isIgnored(name: string): boolean {
  return name.startsWith(".") || name === "node_modules";
}

function isDocument(path: string): boolean {
  return /\.ya?ml$/i.test(path);
}

/** Changes as they come in, many of them as one. */
class Changes {
  readonly #ended: AbortSignal;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #isDue = false;
  #wake: () => void = () => {};

  constructor(ended: AbortSignal) {
    this.#ended = ended;
    ended.addEventListener("abort", () => this.#wake(), { once: true });
  }

  add(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      this.#isDue = true;
      this.#wake();
    }, QUIET);
  }

  /** Waits for one that was not there yet; `false` when it is over. */
  async next(): Promise<boolean> {
    if (!this.#isDue && !this.#ended.aborted) await new Promise<void>((wake) => (this.#wake = wake));
    this.#isDue = false;
    if (this.#ended.aborted) clearTimeout(this.#timer);
    return !this.#ended.aborted;
  }
}
