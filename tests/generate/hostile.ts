/** Objects that throw when they are read, or do not own what they seem to hold. */
import { type Bag, held, type Node, put } from "./build.ts";
import type { Random } from "./random.ts";

export function fail(): never {
  throw new Error("the caller's code threw");
}

export function putThrowingAccessor(_: Random, { container, key }: Node): void {
  Object.defineProperty(container, key, { get: fail, enumerable: true, configurable: true });
}

/** A value that is there already, or was dropped before, turns up on the prototype. */
export function moveToPrototype(random: Random, node: Node): void {
  const { container, key } = node;
  const value = random.chance(0.5) ? held(node) : fail;
  delete container[key];
  const descriptor = value === fail ? { get: fail } : { value };
  Object.setPrototypeOf(container, Object.create(Object.prototype, { [key]: descriptor }));
}

type MakeTraps = (node: Node) => ProxyHandler<Bag>;

/** Which traps a reader calls before `get` is its own affair, so all of them fail on a key that is not there. */
const allTraps: MakeTraps[] = [
  ({ key }) => ({ get: failOn(key, Reflect.get), has: failOn(key, Reflect.has) }),
  ({ key }) => ({
    get: failOn(key, Reflect.get),
    has: failOn(key, Reflect.has),
    getOwnPropertyDescriptor: failOn(key, Reflect.getOwnPropertyDescriptor),
  }),
  ({ key }) => ({ has: failOn(key, Reflect.has) }),
  () => ({ getPrototypeOf: fail }),
  invent,
];

function failOn<T>(key: string, otherwise: (target: Bag, name: PropertyKey) => T) {
  return (target: Bag, name: string | symbol): T => (name === key ? fail() : otherwise(target, name));
}

/** Neither the object's own nor inherited, whatever `get` says. */
function invent(node: Node): ProxyHandler<Bag> {
  const { container, key } = node;
  const value = held(node);
  delete container[key];
  return { get: (target, name) => (name === key ? value : Reflect.get(target, name)) };
}

export function wrapInProxy(random: Random, node: Node): void {
  const handler = random.pick(allTraps)(node);
  node.replaceContainer(new Proxy(node.container, handler));
}

export function putRevokedProxy(random: Random, { container, key }: Node): void {
  const { proxy, revoke } = Proxy.revocable(random.pick<object>([{}, []]), {});
  revoke();
  put(container, key, proxy);
}
