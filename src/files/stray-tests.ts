import { withSlashes } from "../compiler/sources.ts";
import type { Finding } from "../diagnostics/diagnostic.ts";
import { DOCUMENT_LIMITS } from "../language/limits.ts";
import { disk } from "./disk.ts";
import { foldersIn, type Listing, type Walk } from "./folders.ts";
import { mayBeFolder } from "./policy-folder.ts";
import { type Finder, reasonOf, unreadable } from "./source-file.ts";
import { stemOf, testStemOf } from "./spelling.ts";
import { refuseMisnamedTests } from "./strays.ts";

/** Beyond that many a directory holds something else than policies, and looking through it would take seconds. */
const MOST_FOLDERS = 10_000;

/** Where tests are read. */
export interface ReadTests {
  /** Whether that file is one of those that were read. */
  isRead(path: string): Promise<boolean>;
  /** The folders that the configuration names: all that is wrong in them has been told. */
  readonly folders: readonly string[];
}

/**
 * Test files in folders of a policy directory where nobody looks for them, however deep, so that what they expect is off in
 * silence; and files there that were meant for some. A folder with a schema is another policy's, with all that is in it. Hidden folders and
 * packages are left alone, and so is what lies around the directory, where a link leads there.
 */
export async function findStrayTests(
  directory: string,
  { isRead, folders }: ReadTests,
  most = MOST_FOLDERS,
): Promise<readonly Finding[]> {
  const root = withSlashes(directory).replace(/\/*$/, "/");
  const finder: Finder = { root, limits: DOCUMENT_LIMITS, findings: [] };
  let left = most;
  for await (const listing of foldersIn("", await walkOf(finder, folders))) {
    if (left-- === 0) {
      tooMany(most, finder);
      break;
    }
    if (listing.folder === "" || isAnotherPolicy(listing)) continue;
    for (const name of listing.names.filter((each) => testStemOf(each) !== undefined))
      if (!(await isRead(root + listing.folder + name))) stray(listing.folder + name, finder);
    refuseMisnamedTests(listing.names, listing.folder, finder);
  }
  return finder.findings;
}

async function walkOf(finder: Finder, folders: readonly string[]): Promise<Walk> {
  const { realpath } = await disk();
  const real = (path: string) => realpath(path).catch(() => path);
  const known = await Promise.all(folders.map(real));
  return {
    root: finder.root,
    seen: new Set([...around(await real(finder.root)), ...known]),
    mayEnter: (name, folder, names) => {
      if (folder === "" ? name === "policies" : isAnotherPolicy({ folder, names })) return false;
      return mayBeFolder(name, testStemOf);
    },
    failed: (path, error) => {
      // What a link leads to may be gone, and the directory itself is missed by others.
      const isNowhere = ["ENOENT", "ENOTDIR", "ELOOP"].includes(String((error as { code?: unknown }).code));
      if (!isNowhere) unreadable(path, reasonOf(error), finder);
    },
  };
}

/** `/`, `/a` of `/a/b` */
function around(path: string): readonly string[] {
  return [...path.matchAll(/[\\/]/g)].map(({ index }) => path.slice(0, index) || "/");
}

function isAnotherPolicy({ folder, names }: Listing): boolean {
  return folder !== "" && names.some((name) => stemOf(name) === "schema");
}

function stray(path: string, { root, findings }: Finder): void {
  const help =
    "name its folder under `tests` in `actra.config.yaml`, or move it beside the policy or into `policies`";
  findings.push({ code: "stray-file", message: `\`${root}${path}\` is not read`, help });
}

function tooMany(most: number, { root, findings }: Finder): void {
  const message = `\`${root}\` has more than ${most} folders: not all of them were looked through for tests`;
  findings.push({ code: "over-limit", message, help: "give the policy a directory of its own" });
}
