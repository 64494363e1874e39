import type { Answer, Message, Part, Request, Rewriting, Task } from "./protocol.ts";

/** Nothing that people write takes so long. What does is stopped. */
const PATIENCE_MS = 20_000;

type Rewritten = Extract<Answer, { problems: unknown; rewritten: unknown }>;

export interface Listener {
  readonly part: (part: Part) => void;
  /** The worker could not begin, failed, or took too long. */
  readonly failed: (reason: string) => void;
}

const BEGIN: Readonly<Record<Task, () => Worker>> = {
  decide: () => new Worker(new URL("./decide-worker.ts", import.meta.url), { type: "module" }),
  review: () => new Worker(new URL("./review-worker.ts", import.meta.url), { type: "module" }),
};

/** The page's side of a worker: asks, and passes on what answers the latest question. */
export class Engine {
  readonly #task: Task;
  readonly #listener: Listener;
  /** Absent once it was stopped, until something is asked again: one that cannot begin is not begun for ever. */
  #worker: Worker | undefined;
  #version = 0;
  #answered = 0;
  #watch: ReturnType<typeof setTimeout> | undefined;
  #rewritten: ((answer: Rewritten) => void)[] = [];

  constructor(task: Task, listener: Listener) {
    this.#task = task;
    this.#listener = listener;
    this.#worker = this.#begin();
  }

  ask(request: Omit<Request, "version">): void {
    this.#version++;
    this.#send({ request: { ...request, version: this.#version } });
  }

  rewrite(rewriting: Rewriting): Promise<Rewritten> {
    return new Promise((resolve) => {
      this.#rewritten.push(resolve);
      this.#send({ rewriting });
    });
  }

  #send(message: Message): void {
    this.#worker ??= this.#begin();
    this.#worker.postMessage(message);
    // Someone who types on is not waiting: the time runs from the first thing that is not answered.
    this.#watch ??= this.#watching();
  }

  #begin(): Worker {
    const worker = BEGIN[this.#task]();
    worker.onmessage = ({ data }: MessageEvent<Answer>) => this.#hear(data);
    worker.onerror = ({ message }) => this.#stop(message ?? "it could not be loaded");
    return worker;
  }

  #watching() {
    return setTimeout(() => this.#stop("it took longer than 20 seconds"), PATIENCE_MS);
  }

  #stop(reason: string): void {
    this.#worker?.terminate();
    this.#worker = undefined;
    this.#answered = this.#version;
    for (const resolve of this.#rewritten.splice(0)) resolve({ rewritten: undefined, problems: [] });
    this.#rest();
    this.#listener.failed("WebAssembly" in globalThis ? reason : "this browser has no WebAssembly");
  }

  /** Waits on while something is not answered. */
  #rest(): void {
    clearTimeout(this.#watch);
    const isWaiting = this.#answered < this.#version || this.#rewritten.length > 0;
    this.#watch = isWaiting ? this.#watching() : undefined;
  }

  #hear(answer: Answer): void {
    if ("failed" in answer) return this.#stop(answer.failed);
    if ("rewritten" in answer) this.#rewritten.shift()?.(answer);
    else if ("done" in answer) this.#answered = answer.version;
    else if (answer.version === this.#version) this.#listener.part(answer.part);
    this.#rest();
  }
}
