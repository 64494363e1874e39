import type { Answer, Message, Request } from "./protocol.ts";
import { rewritten, Session } from "./session.ts";

// The engine beside the page. Between two parts of an answer it looks whether something newer was asked, and then the
// rest is not computed.

const session = new Session();
let latest: Request | undefined;
let isAnswering = false;

addEventListener("message", ({ data }: MessageEvent<Message>) => {
  if ("rewriting" in data) return say(rewritten(data.rewriting));
  latest = data.request;
  if (!isAnswering) void answerAll();
});

async function answerAll(): Promise<void> {
  isAnswering = true;
  await nextTurn();
  while (latest !== undefined) {
    const request = latest;
    latest = undefined;
    await answer(request);
  }
  isAnswering = false;
}

async function answer(request: Request): Promise<void> {
  const { version } = request;
  for (const part of session.answer(request)) {
    say({ version, part });
    await nextTurn();
    if (latest !== undefined) return;
  }
  say({ version, done: true });
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
