import type { CheckedPolicy } from "../language/model.ts";

// What each policy was compiled from, for what looks at policies as a whole. Loaded programs have none.

export const models = new WeakMap<object, CheckedPolicy>();
