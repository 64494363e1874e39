/** What is used of a stream's reader. */
export interface ChunkReader {
  read(): Promise<{ readonly done: boolean; readonly value?: Uint8Array | undefined }>;
  cancel(): Promise<unknown>;
}

/**
 * All that a body has, which somebody else sends: it is read up to the limit and no further, since it may never end.
 *
 * @param most bytes
 * @param tooLong what is thrown beyond them
 */
export async function bytesWithin(
  reader: ChunkReader,
  most: number,
  tooLong: () => Error,
): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  try {
    for (let part = await reader.read(); part.value !== undefined; part = await reader.read()) {
      length += part.value.length;
      if (length > most) throw tooLong();
      chunks.push(part.value);
    }
  } catch (error) {
    // Not awaited: of a copied stream it waits for the other copy too.
    reader.cancel().catch(() => undefined);
    throw error;
  }
  return joined(chunks, length);
}

function joined(chunks: readonly Uint8Array[], length: number): Uint8Array {
  const bytes = new Uint8Array(length);
  let at = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, at);
    at += chunk.length;
  }
  return bytes;
}
