import assert from "node:assert/strict";
import { test } from "node:test";
import { linkTo, open, panel, SMALL, shows, write } from "../page.mjs";
import { browser } from "../site.mjs";

const paying = (amount) => SMALL.input.replace("500", String(amount));
const workerOf = (tab) => tab.workers().find((worker) => worker.url().includes("decide-worker"));

/** Until what was posted to the page has been heard. */
function turn(tab) {
  return tab.evaluate(
    () =>
      new Promise((resolve) => {
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = resolve;
        port2.postMessage(0);
      }),
  );
}

test("the second worker begins after the first decision", async (t) => {
  const tab = await open(t);
  await shows(tab, ".changes", "Smallest change");
  const [decided, reviewing] = await tab.evaluate(() => [
    performance.getEntriesByName("first-decision")[0].startTime,
    performance.getEntriesByType("resource").find(({ name }) => name.includes("review-worker")).startTime,
  ]);
  assert.ok(reviewing > decided, `began at ${reviewing}, decided at ${decided}`);
});

test("a worker that cannot be loaded is said, and begun again only when asked", async (t) => {
  let asked = 0;
  const refuse = (route) => {
    asked++;
    return route.abort();
  };
  const tab = await open(t, await linkTo(SMALL), {
    before: (empty) => empty.route(/decide-worker/, refuse),
    expected: /ERR_FAILED/,
  });
  await shows(tab, ".decision", "The engine was stopped");
  await shows(tab, ".decision .reason", "could not be loaded");
  assert.ok(asked <= 2, `asked for it ${asked} times`);
  await tab.unroute(/decide-worker/);
  await write(tab, "Input", paying(5));
  await shows(tab, ".decision", "Allowed");
});

test("a worker that fails says why, and the next keystroke has another", async (t) => {
  const tab = await open(t, await linkTo(SMALL));
  await workerOf(tab).evaluate(() => {
    Map.prototype.get = () => {
      throw new Error("out of order");
    };
  });
  await write(tab, "Input", paying(5));
  await shows(tab, ".decision .reason", "out of order");
  await write(tab, "Input", paying(6));
  await shows(tab, ".decision", "Allowed");
});

test("a worker that hangs is stopped, also when a late answer to something older came", async (t) => {
  const tab = await open(t, await linkTo(SMALL), { before: (empty) => empty.clock.install() });
  await workerOf(tab).evaluate(() => {
    const say = globalThis.postMessage.bind(globalThis);
    globalThis.postMessage = () => say({ version: 0, done: true });
  });
  await write(tab, "Input", paying(5));
  await tab.clock.fastForward(25_000);
  await shows(tab, ".decision .reason", "longer than 20 seconds");
});

test("what the second worker finds in older documents is dropped", async (t) => {
  const tab = await open(t, await linkTo(SMALL), { before: (empty) => empty.clock.install() });
  await shows(tab, ".changes", "Smallest change");
  // From here on nothing is reviewed.
  await tab.clock.pauseAt(Date.now() + 3_600_000);
  await write(tab, "Policy", SMALL.policy.replace("greater_than", "graeter_than"));
  await shows(tab, ".problems summary", "1 error");
  const worker = tab.workers().find((each) => each.url().includes("review-worker"));
  await worker.evaluate(() => {
    for (let version = 0; version < 10; version++)
      postMessage({ version, part: { part: "problems", problems: [] } });
  });
  await turn(tab);
  await shows(tab, ".problems summary", "1 error");
});

test("a surface that is no longer wanted is left unfinished", async (t) => {
  const tab = await open(t, "#refund-approvals");
  const worker = workerOf(tab);
  // Asks for the same anew once the cells of the first are being decided, which takes a text of each outcome.
  await worker.evaluate(() => {
    const [say, textOf] = [postMessage.bind(globalThis), JSON.stringify];
    const state = { surfaces: [], isDue: false };
    globalThis.state = state;
    addEventListener("message", ({ data }) => (state.request = data.request));
    globalThis.postMessage = (answer) => {
      if (answer.part?.part === "surface") state.surfaces.push(answer.version);
      if (answer.part?.part === "explanation") state.isDue = state.first === undefined;
      say(answer);
    };
    JSON.stringify = (...what) => {
      if (state.isDue) askAgain();
      return textOf(...what);
    };
    function askAgain() {
      state.isDue = false;
      state.first = state.request.version;
      const { port1, port2 } = new MessageChannel();
      const data = { request: { ...state.request, version: state.first + 1 } };
      port1.onmessage = () => dispatchEvent(new MessageEvent("message", { data }));
      port2.postMessage(0);
    }
  });
  await panel(tab, "Surface").click();
  const surfaces = () => worker.evaluate(() => globalThis.state.surfaces);
  for (const end = Date.now() + 30_000; Date.now() < end && (await surfaces()).length === 0; );
  assert.equal((await surfaces())[0], (await worker.evaluate(() => globalThis.state.first)) + 1);
});

test("when the second worker fails the decision stands", async (t) => {
  const tab = await open(t, await linkTo(SMALL), {
    before: (empty) => empty.route(/review-worker/, (route) => route.abort()),
    expected: /ERR_FAILED/,
  });
  await shows(tab, ".said", "Lint, changes and tests were stopped");
  await shows(tab, ".decision", "Blocked by rule large");
});

test("a browser without WebAssembly is told so", async (t) => {
  const within = await browser(["--js-flags=--jitless"]);
  t.after(() => within.close());
  const tab = await open(t, await linkTo(SMALL), { within });
  await shows(tab, ".decision .reason", "this browser has no WebAssembly");
});
