import { test } from "node:test";
import { open, place, shows } from "../page.mjs";

test("it opens without a network once it was open", async (t) => {
  const tab = await open(t, "", { serviceWorkers: "allow" });
  await tab.evaluate(() => navigator.serviceWorker.ready);
  await tab.context().setOffline(true);
  await tab.goto(`${place.url}#agent-tools`);
  await tab.reload();
  await shows(tab, ".flow .value", /read_file|write_file|fetch_url|run_command|send_email/);
});
