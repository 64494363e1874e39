// What one runtime answered, beside what Node did.

/** Fewer than this, and cases were lost on the way. */
const FEWEST = 3000;

/** Of patterns that ask for these, a program has the Unicode of the runtime that compiled it. */
const ASKS_UNICODE = /\\p\{/i;

/** @returns what is wrong, in lines; none when all is as it should be */
export function faultsOf(answers, wanted, { groups, refusesStrings = false }) {
  return [
    ...countFaults(answers, wanted, groups),
    ...programFaults(answers, groups),
    ...(refusesStrings && !answers.refusesStrings ? ["makes code of strings, which it should refuse"] : []),
    ...textFaults(answers, wanted),
  ];
}

/** Of the vectors as the files have them, not as Node counted them. */
function countFaults({ cases, texts }, wanted, groups) {
  const vectors = groups.filter(({ kind }) => kind === "vector").flatMap(({ inputs }) => inputs).length;
  const faults = [];
  if (cases.vector < vectors) faults.push(`${cases.vector} of ${vectors} vectors`);
  if (texts.length !== wanted.texts.length) faults.push(`${texts.length} of ${wanted.texts.length} answers`);
  if (total(cases) < FEWEST) faults.push(`${total(cases)} cases, fewer than ${FEWEST}`);
  return faults;
}

function programFaults({ otherPrograms }, groups) {
  const asking = groups.filter(({ sources }) => ASKS_UNICODE.test(JSON.stringify(sources)));
  const known = new Set(asking.map(({ name }) => name));
  const others = otherPrograms.filter((name) => !known.has(name));
  return others.map((name) => `${name}: compiled to another program than in Node`);
}

function textFaults({ texts, otherPrograms }, wanted) {
  const differing = texts.flatMap((text, i) =>
    text === wanted.texts[i] ? [] : [{ text, wanted: wanted.texts[i] }],
  );
  // The hash of a policy is taken of its automata too: one text for each program that is another one.
  const real = differing.filter(({ text }) => !isHash(text));
  const hashes = differing.length - real.length;
  return [
    ...real.slice(0, 5).map(({ text, wanted }) => `answered\n${text}\ninstead of\n${wanted}`),
    ...(real.length > 5 ? [`and ${real.length - 5} more`] : []),
    ...(hashes > otherPrograms.length ? [`${hashes} hashes are others than in Node`] : []),
  ];
}

function isHash(text) {
  return /^[0-9a-f]{64}$/.test(text);
}

export function total(cases) {
  return Object.values(cases).reduce((sum, count) => sum + count, 0);
}
