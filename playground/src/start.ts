import { chosenDocuments } from "./chosen.ts";
import { Page } from "./page.ts";

// The engine starts with the first documents before the editors are there: they are a file of their own, and larger than the
// rest. It is loaded meanwhile, but the editors are made after the first decision, which they would hold up.

/** Something to look at while a decision takes long. */
const EDITORS_AFTER_MS = 500;

const page = new Page();
const answered = new Promise<void>((resolve) => {
  page.onFirstAnswer = resolve;
  setTimeout(resolve, EDITORS_AFTER_MS);
});
page.open(await chosenDocuments());
const [{ Documents }] = await Promise.all([import("./view/documents.ts"), answered]);
page.edit((options) => new Documents(options));

if (import.meta.env.PROD && "serviceWorker" in navigator) {
  navigator.serviceWorker.register("./service-worker.js").catch(() => {
    // Without it the page works all the same, but for the next time without a network.
  });
}
