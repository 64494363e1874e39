// Where files are. This is the only file that knows: a build for places without files gets another one (tsup.config.ts).

/** Asked for at the first file: who reads none needs no file system. */
export const disk = () => import("node:fs/promises");
