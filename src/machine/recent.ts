// A Map's look-up in front of the Map: the few words that fields hold again and again cost a third of it.

const PLACES = 64;

/** For each text that was met lately, what it stands for. Two texts may want one place; the later one has it. */
export class Recent<T extends object> {
  readonly #texts = new Array<string>(PLACES).fill("");
  readonly #found = new Array<T | undefined>(PLACES).fill(undefined);

  get(text: string): T | undefined {
    const place = placeOf(text);
    return this.#texts[place] === text ? this.#found[place] : undefined;
  }

  set(text: string, found: T): T {
    const place = placeOf(text);
    this.#texts[place] = text;
    this.#found[place] = found;
    return found;
  }
}

function placeOf(text: string): number {
  return (text.charCodeAt(0) + 7 * text.length) & (PLACES - 1);
}
