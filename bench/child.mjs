// One measurement, alone in a fresh process. Receives the job as JSON in its one argument, writes as JSON to standard output
//
//   { figures: { name: number }, engine?: { name, note, package }, checked? }
//
// A job is { measure, engine?, workload?, size?, seconds }; its `measure` is the name of a file in measures/.

const job = JSON.parse(process.argv[2]);
const { measured } = await import(`./measures/${job.measure}.mjs`);
process.stdout.write(JSON.stringify(await measured(job)));
