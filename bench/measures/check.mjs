// Whether an engine decides what the plain function does.

/** An engine that takes longer for all is checked on what it has come to by then, and on so many at the least. */
const patienceMilliseconds = 1500;
const fewestChecked = 20;

export function check(engine, workload, input, effect) {
  const expected = workload.decide(input);
  if (effect === expected) return;
  throw new Error(`${engine.name} decides ${effect}, expected ${expected}, for ${JSON.stringify(input)}`);
}

/** Probes and inputs by turns, so that whoever does not come to all has come to both. */
function byTurns(probes, inputs) {
  const longer = Math.max(probes.length, inputs.length);
  return Array.from({ length: longer }, (_, i) => [probes[i], inputs[i]])
    .flat()
    .filter((input) => input !== undefined);
}

/** How many decisions were compared. */
export async function checkAll(engine, workload, passes) {
  const inputs = engine.isUnguarded ? workload.inputs : byTurns(workload.probes, workload.inputs);
  if (engine.prepareMany) return checkMany(engine, workload, inputs, passes);
  const decide = engine.prepareCheck ? await engine.prepareCheck(workload) : passes.decide;
  const start = performance.now();
  let checked = 0;
  for (const input of inputs) {
    check(engine, workload, input, await decide(input));
    checked++;
    if (checked >= fewestChecked && performance.now() - start > patienceMilliseconds) break;
  }
  return checked;
}

function checkMany(engine, workload, inputs, passes) {
  const effects = [];
  passes.decideMany(inputs, effects);
  for (const [i, input] of inputs.entries()) check(engine, workload, input, effects[i]);
  return inputs.length;
}
