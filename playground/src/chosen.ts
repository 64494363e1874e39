import examples from "virtual:examples";
import type { Documents } from "./documents.ts";
import { keptDraft } from "./draft.ts";
import { documentsIn, LinkError } from "./share.ts";

export interface Chosen {
  readonly documents: Documents;
  /** The name of the example; absent for those of a link. */
  readonly example?: string;
  /** What was wrong with the link. */
  readonly problem?: string;
  /** Whether somebody has changed them since. */
  readonly isEdited?: boolean;
}

/** What was typed here before; or what the address asks for: the documents in it, an example by its name, or the first one. */
export async function chosenDocuments(fragment = location.hash): Promise<Chosen> {
  const draft = keptDraft();
  if (draft) return { ...nameIn(fragment), documents: draft, isEdited: true };
  try {
    const documents = await documentsIn(fragment);
    if (documents !== undefined) return { documents };
  } catch (error) {
    if (!(error instanceof LinkError)) throw error;
    return { ...exampleNamed(""), problem: error.message };
  }
  return exampleNamed(fragment.slice(1));
}

export function exampleNamed(wanted: string): Chosen {
  const { name, documents } = examples.find((example) => example.name === wanted) ?? examples[0]!;
  return { documents, example: name };
}

function nameIn(fragment: string): { example?: string } {
  const { name } = examples.find((example) => `#${example.name}` === fragment) ?? {};
  return name === undefined ? {} : { example: name };
}
