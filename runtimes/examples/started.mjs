import { spawn } from "node:child_process";

const LONGEST = 20_000;

/** A process that says where it listens. */
export async function started(command, args, options) {
  const child = spawn(command, args, { ...options, stdio: ["ignore", "pipe", "pipe"] });
  let said = "";
  const url = new Promise((found, reject) => {
    const hear = (part) => {
      said += part;
      const [address] =
        /http:\/\/(?:127\.0\.0\.1|localhost):[1-9]\d*\//.exec(said.replaceAll(/(:\d+)\n/g, "$1/\n")) ?? [];
      if (address !== undefined) found(address);
    };
    child.stdout.on("data", hear);
    child.stderr.on("data", hear);
    child.on("error", reject);
    child.on("exit", (code) => reject(new Error(`ended with ${code}: ${said}`)));
    setTimeout(() => reject(new Error(`does not say where it listens: ${said}`)), LONGEST).unref();
  });
  const stop = () => child.kill();
  return { url: await url.catch((error) => stop() && Promise.reject(error)), stop };
}
