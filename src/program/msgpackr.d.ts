// The build of msgpackr without code generation has no types of its own.

declare module "msgpackr/index-no-eval" {
  export { Packr } from "msgpackr";
}
