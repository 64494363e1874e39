/** A copy that holds on to nothing else: what was cut out of a text keeps, on V8, the whole of it. */
export function alone(text: string): string {
  return text.split("").join("");
}
