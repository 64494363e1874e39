// The build of msgpackr without code generation has no types of its own.

declare module "msgpackr/unpack-no-eval" {
  export { Unpackr } from "msgpackr/unpack";
}

declare module "msgpackr/index-no-eval" {
  export { Packr } from "msgpackr";
}
