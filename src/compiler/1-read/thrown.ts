/** What was thrown, in a word or two. It may be anything: a proxy that throws again too. */
export function thrown(error: unknown): string {
  try {
    return error instanceof Error ? `\`${String(error.name)}\`` : `a ${typeof error}`;
  } catch {
    return "an error";
  }
}
