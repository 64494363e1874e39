import type { Plugin } from "vite";

/** A module whose default is data that is made when the page is built. */
export function generated(id: string, make: () => unknown): Plugin {
  const resolved = `\0${id}`;
  return {
    name: id,
    resolveId: (wanted) => (wanted === id ? resolved : undefined),
    // As text, which a browser reads faster than an object literal.
    load: (wanted) =>
      wanted === resolved
        ? `export default JSON.parse(${JSON.stringify(JSON.stringify(make()))});`
        : undefined,
  };
}
