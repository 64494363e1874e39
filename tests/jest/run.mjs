// Runs the tests in this folder in jest, on the package as it is built, and says whether the right ones fail, with the right
// words: `npm run test:jest`.

import { spawnSync } from "node:child_process";
import { cpSync, rmSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const here = fileURLToPath(new URL(".", import.meta.url));
const root = join(here, "../..");
const FAILURES = {
  toBeAllowed: [
    "expected the decision to be allow",
    "refund → require_approval by rule large",
    "✓ action.amount greater_than 100 :4  saw 101",
  ],
  toBeBlockedBy: [
    "expected the decision to be block by rule huge",
    "refund → allow by default: no rule matched",
  ],
  toRequireApproval: ["expected the decision to be require_approval", "it is block by rule huge"],
  not: ["expected the decision not to be block by rule huge"],
};

install();
const results = ["cjs", "mjs"].map(run);
process.exit(results.every(Boolean) ? 0 : 1);

/** As npm would: what is in `node_modules` is taken as it is published. */
function install() {
  const target = join(here, "node_modules/actra");
  rmSync(target, { recursive: true, force: true });
  for (const name of ["package.json", "dist"])
    cpSync(join(root, name), join(target, name), { recursive: true });
}

function run(ending) {
  const config = {
    testMatch: [`**/matchers.jest.${ending}`],
    transform: {},
    moduleFileExtensions: ["cjs", "mjs", "js", "json"],
  };
  const words = ["node_modules/jest/bin/jest.js", "--json", "--config", JSON.stringify(config)];
  const flags = ending === "mjs" ? ["--experimental-vm-modules", "--no-warnings"] : [];
  const { stdout, stderr } = spawnSync("node", [...flags, ...words], { cwd: here, encoding: "utf8" });
  const cases = parsed(stdout)?.testResults[0]?.assertionResults ?? [];
  const wrong = cases.filter((each) => !isRight(each));
  const isGood = cases.length === 3 + Object.keys(FAILURES).length && wrong.length === 0;
  console.log(`${isGood ? "✓" : "✗"} matchers in jest, .${ending}: ${cases.length} cases`);
  for (const { fullName, failureMessages } of wrong) console.log(fullName, failureMessages.join("\n"));
  if (cases.length === 0) console.log(stdout, stderr);
  return isGood;
}

function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isRight({ ancestorTitles: [group], title, status, failureMessages }) {
  if (group === "holds") return status === "passed";
  // biome-ignore lint/suspicious/noControlCharactersInRegex: colours are control characters
  const text = failureMessages.join("\n").replaceAll(/\u001b\[\d+m/g, "");
  return status === "failed" && FAILURES[title].every((words) => text.includes(words));
}
