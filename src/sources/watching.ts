import { disk } from "../files/disk.ts";

/**
 * Tells of changes in a folder, or of a file, by the platform's own means. Where it has none, or they fail, nothing is told:
 * whoever asks looks for himself too.
 */
export function watching(path: string): (changed: () => void) => () => void {
  return (changed) => {
    const controller = new AbortController();
    void follow(path, controller.signal, changed).catch(() => {});
    return () => controller.abort();
  };
}

async function follow(path: string, signal: AbortSignal, changed: () => void): Promise<void> {
  const { stat, watch } = await disk();
  const isFolder = (await stat(path)).isDirectory();
  for await (const _ of watch(path, { recursive: isFolder, persistent: false, signal })) changed();
}
