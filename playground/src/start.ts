import { chosenDocuments } from "./chosen.ts";
import { Page } from "./page.ts";

// The engine starts with the first documents before the editors are there: they are a file of their own, and larger than the rest.

const page = new Page();
page.open(await chosenDocuments());
const { Documents } = await import("./view/documents.ts");
page.edit((options) => new Documents(options));

if (import.meta.env.PROD && "serviceWorker" in navigator) {
  navigator.serviceWorker.register("./service-worker.js").catch(() => {
    // Without it the page works all the same, but for the next time without a network.
  });
}
