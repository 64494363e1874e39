declare module "*.actra" {
  const bytes: ArrayBuffer;
  export default bytes;
}
