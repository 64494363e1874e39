import { select, text } from "@clack/prompts";
import type { CiSystem } from "./formats.ts";
import type { Dialogue } from "./terminal.ts";
import { WrongUse } from "./wrong-use.ts";

export interface InitAnswers {
  readonly directory: string;
  readonly ci?: CiSystem;
}

const USUAL = "access";

const CHOICES: { value: CiSystem | "none"; label: string }[] = [
  { value: "none", label: "not now" },
  { value: "github", label: "GitHub Actions" },
  { value: "gitlab", label: "GitLab" },
];

/**
 * Asks what was not said on the command line.
 *
 * @throws WrongUse when whoever is asked gives up
 */
export async function askInit({ input, output }: Dialogue): Promise<InitAnswers> {
  const streams = { input, output };
  const directory = answered(
    await text({
      message: "Where shall the policy be?",
      placeholder: USUAL,
      defaultValue: USUAL,
      ...streams,
    }),
  );
  const ci = answered(
    await select<CiSystem | "none">({
      message: "Shall a CI server check and test it?",
      options: CHOICES,
      ...streams,
    }),
  );
  return ci === "none" ? { directory } : { directory, ci };
}

/** A symbol stands for Ctrl+C. */
function answered<T>(answer: T): Exclude<T, symbol> {
  if (typeof answer === "symbol") throw new WrongUse("nothing was written: you gave up");
  return answer as Exclude<T, symbol>;
}
