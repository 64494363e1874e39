/**
 * A module that the bundler or the platform gives, fit for the loader: some sandboxes hand in one of the realm around
 * them, which it would not know for a module.
 */
export function givenModule(module: WebAssembly.Module): WebAssembly.Module {
  const { prototype } = WebAssembly.Module;
  if (!Object.prototype.isPrototypeOf.call(prototype, module)) Object.setPrototypeOf(module, prototype);
  return module;
}
