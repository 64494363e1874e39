import type { Finder } from "./source-file.ts";
import { stemOf } from "./spelling.ts";

// Files that look as if they belonged to the policy, and that nobody would read: a rule in `Policy.yaml` or in
// `policies.yml` would be off in silence, and so would all in a folder `policy`.

/** Beside the documents: configuration of the tools. Tests and hidden files have no stem. */
const LEGAL_STEMS: readonly (string | undefined)[] = ["schema", "policy", "governance", "actra.config"];

const HELP =
  "a policy directory has `schema.yaml`, `policy.yaml`, `governance.yaml`, `*.test.yaml`, `actra.config.yaml` and the folder `policies`: rename it, or move it away";

/** Folders, and files in other formats, that are meant for one of the documents. */
const OTHERWISE =
  /^(?:policy|policies|governance|(?:schema|policy|policies|governance|.+\.test)\.json|actra\.config\.(?:json|[cm]?[jt]s))$/i;

/** Among the names in the directory itself. */
export function refuseStrays(names: readonly string[], { root, findings }: Finder): void {
  for (const name of [...names].sort()) {
    if (isStray(name))
      findings.push({ code: "stray-file", message: `\`${root}${name}\` is not read`, help: HELP });
  }
}

function isStray(name: string): boolean {
  if (isYaml(name)) return isLoudYaml(name) || !(isTest(name) || LEGAL_STEMS.includes(stemOf(name)));
  return name !== "policies" && OTHERWISE.test(name);
}

/** Among the names in `policies` and the folders in it, where every YAML file is read. JSON would be YAML, too. */
export function refuseLoudNames(names: readonly string[], folder: string, { root, findings }: Finder): void {
  for (const name of [...names].sort()) {
    if (!isLoudYaml(name) && !/^[^.].*\.json$/i.test(name)) continue;
    const help = "only the endings `.yaml` and `.yml` are read, in lower case";
    findings.push({ code: "stray-file", message: `\`${root}${folder}${name}\` is not read`, help });
  }
}

/** Whatever its case; hidden files are none. */
function isYaml(name: string): boolean {
  return /^[^.].*\.ya?ml$/i.test(name);
}

function isLoudYaml(name: string): boolean {
  return isYaml(name) && !/\.ya?ml$/.test(name);
}

/** Among the names in a folder of tests: other files may be there, but none that takes itself for a test. */
export function refuseNearTests(names: readonly string[], folder: string, finder: Finder): void {
  refuseMisnamed(/^[^.].*[._-]tests?\.(?:ya?ml|json)$/i, names, folder, finder);
}

/** Among the names in any other folder of a policy directory, where JSON is more often something else. */
export function refuseMisnamedTests(names: readonly string[], folder: string, finder: Finder): void {
  refuseMisnamed(/^[^.].*(?:[._-]tests?\.ya?ml|\.test\.json)$/i, names, folder, finder);
}

function refuseMisnamed(
  pattern: RegExp,
  names: readonly string[],
  folder: string,
  { root, findings }: Finder,
): void {
  for (const name of [...names].sort()) {
    if (!pattern.test(name) || isTest(name)) continue;
    const help = "test files end in `.test.yaml` or `.test.yml`, in lower case";
    findings.push({ code: "stray-file", message: `\`${root}${folder}${name}\` is not read`, help });
  }
}

function isTest(name: string): boolean {
  return /\.test\.ya?ml$/.test(name);
}
