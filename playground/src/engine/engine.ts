import type { Answer, Message, Part, Request, Rewriting, Task } from "./protocol.ts";

/** Nothing that people write takes so long. What does is stopped, and the page goes on with a new worker. */
const PATIENCE_MS = 20_000;

type Rewritten = Extract<Answer, { problems: unknown; rewritten: unknown }>;

export interface Listener {
  readonly part: (part: Part) => void;
  /** The worker failed or took too long. */
  readonly failed: (reason: string) => void;
}

/** The page's side of the worker: asks, and passes on what answers the latest question. */
export class Engine {
  readonly #task: Task;
  readonly #listener: Listener;
  #worker: Worker;
  #version = 0;
  #watch: ReturnType<typeof setTimeout> | undefined;
  #rewritten: ((answer: Rewritten) => void)[] = [];

  constructor(task: Task, listener: Listener) {
    this.#task = task;
    this.#listener = listener;
    this.#worker = this.#start();
  }

  ask(request: Omit<Request, "version" | "task">): void {
    this.#version++;
    this.#send({ request: { ...request, version: this.#version, task: this.#task } });
  }

  rewrite(rewriting: Rewriting): Promise<Rewritten> {
    return new Promise((resolve) => {
      this.#rewritten.push(resolve);
      this.#send({ rewriting });
    });
  }

  #send(message: Message): void {
    this.#worker.postMessage(message);
    // Someone who types on is not waiting: the time runs from the first thing that is not answered.
    this.#watch ??= setTimeout(() => this.#restart("it took longer than 20 seconds"), PATIENCE_MS);
  }

  #start(): Worker {
    const worker = new Worker(new URL("./worker.ts", import.meta.url), { type: "module" });
    worker.onmessage = ({ data }: MessageEvent<Answer>) => this.#hear(data);
    worker.onerror = ({ message }) => this.#restart(message);
    return worker;
  }

  #restart(reason: string): void {
    this.#rest();
    this.#worker.terminate();
    this.#worker = this.#start();
    for (const resolve of this.#rewritten.splice(0)) resolve({ rewritten: undefined, problems: [] });
    this.#listener.failed(reason);
  }

  #rest(): void {
    clearTimeout(this.#watch);
    this.#watch = undefined;
  }

  #hear(answer: Answer): void {
    this.#rest();
    if ("rewritten" in answer) return this.#rewritten.shift()?.(answer);
    if (answer.version !== this.#version) return;
    if ("done" in answer) return;
    this.#watch = setTimeout(() => this.#restart("it took longer than 20 seconds"), PATIENCE_MS);
    this.#listener.part(answer.part);
  }
}
