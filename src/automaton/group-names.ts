/** The names of one group's alternatives. */
interface Open {
  /** Of those that are read. */
  done: Set<string>;
  /** Of the one that is being read, those of the groups in it included. */
  current: Set<string>;
}

/** Names of capturing groups. Two groups may share one if they are in different alternatives of some group around both. */
export class GroupNames {
  readonly #all = new Set<string>();
  readonly #open: Open[] = [];

  enterGroup(): void {
    this.#open.push({ done: new Set(), current: new Set() });
  }

  nextAlternative(): void {
    const group = this.#open.at(-1)!;
    group.done = union(group.done, group.current);
    group.current = new Set();
  }

  leaveGroup(): void {
    const { done, current } = this.#open.pop()!;
    const around = this.#open.at(-1);
    if (around) around.current = union(around.current, union(done, current));
  }

  /** `false` when the name is taken. */
  add(name: string): boolean {
    if (this.#open.some(({ current }) => current.has(name))) return false;
    this.#open.at(-1)!.current.add(name);
    this.#all.add(name);
    return true;
  }

  has(name: string): boolean {
    return this.#all.has(name);
  }
}

/** The larger of the two, with the smaller in it: so a name is moved a few times, however many groups there are. */
function union(one: Set<string>, other: Set<string>): Set<string> {
  const [small, large] = one.size < other.size ? [one, other] : [other, one];
  for (const name of small) large.add(name);
  return large;
}
