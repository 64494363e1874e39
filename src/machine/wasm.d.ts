/** As workerd, edge-light and their bundlers give it. */
declare module "*.wasm" {
  const module: WebAssembly.Module;
  export default module;
}
