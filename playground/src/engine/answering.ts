import type { Answer, Message, Part, Request, Rewriting } from "./protocol.ts";

export interface Answering {
  /** `undefined` where a part takes long: a moment to look up. */
  readonly answer: (request: Request) => Generator<Part | undefined>;
  readonly rewrite?: (rewriting: Rewriting) => Answer;
}

/**
 * The worker's side of the messages. Between two parts of an answer, and within long ones, it looks whether something newer was asked, and then the
 * rest is not computed.
 */
export function answering({ answer, rewrite }: Answering): void {
  let latest: Request | undefined;
  let isAnswering = false;

  addEventListener("message", ({ data }: MessageEvent<Message>) => {
    if ("rewriting" in data) return rewrite && say(rewrite(data.rewriting));
    latest = data.request;
    if (!isAnswering) void answerAll();
  });

  async function answerAll(): Promise<void> {
    isAnswering = true;
    await nextTurn();
    while (latest !== undefined) {
      const request = latest;
      latest = undefined;
      await answerOne(request);
    }
    isAnswering = false;
  }

  async function answerOne(request: Request): Promise<void> {
    const { version } = request;
    try {
      for (const part of answer(request)) {
        if (part) say({ version, part });
        await nextTurn();
        if (latest !== undefined) return;
      }
      say({ version, done: true });
    } catch (error) {
      // Left alone it would be lost: what an async function throws is no error of the worker.
      say({ version, failed: String(error) });
    }
  }
}

function say(answer: Answer): void {
  postMessage(answer);
}

const turns = new MessageChannel();

/** Lets messages in that have come meanwhile. */
function nextTurn(): Promise<void> {
  return new Promise((resolve) => {
    turns.port1.onmessage = () => resolve();
    turns.port2.postMessage(undefined);
  });
}
