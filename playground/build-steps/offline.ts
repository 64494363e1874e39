import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import type { Plugin } from "vite";

const TEMPLATE = new URL("./service-worker.js", import.meta.url);

/** A service worker that keeps exactly the files of this build, under a name that changes with them. */
export function offline(): Plugin {
  return {
    name: "offline",
    apply: "build",
    enforce: "post",
    generateBundle(_options, bundle) {
      const files = Object.values(bundle);
      const hash = createHash("sha256");
      for (const file of files)
        hash.update(file.fileName).update(file.type === "chunk" ? file.code : file.source);
      const names = ["./", ...files.map(({ fileName }) => fileName).filter((name) => name !== "index.html")];
      const source = readFileSync(TEMPLATE, "utf8")
        .replace('"FILES"', JSON.stringify(names))
        .replace("VERSION", hash.digest("hex").slice(0, 16));
      this.emitFile({ type: "asset", fileName: "service-worker.js", source });
    },
  };
}
