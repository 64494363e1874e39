// An engine's way through the inputs of a workload, again and again. One sample is at least so long that garbage collection
// falls inside the samples, not between them; an engine too slow for a whole pass in that time goes on, in its next sample,
// where it stopped.

const warmUpNanoseconds = 250e6;
const sampleNanoseconds = 20e6;

export class Passes {
  static async of(engine, workload) {
    const passes = new Passes();
    passes.isAsync = engine.isAsync === true;
    passes.inputs = workload.inputs;
    /** The decisions are kept, so that no compiler can leave one out. */
    passes.effects = new Array(workload.inputs.length).fill(undefined);
    if (engine.prepareMany) passes.decideMany = await engine.prepareMany(workload);
    else passes.decide = await engine.prepare(workload);
    return passes;
  }

  #start = 0;
  /** Inputs of one sample: passes, or a part of one. */
  #count = 1;

  run() {
    if (this.decideMany) for (let done = 0; done < this.#count; done += this.inputs.length) this.#many();
    else if (this.#count <= this.inputs.length) this.#part(this.#start, this.#next());
    else for (let done = 0; done < this.#count; done += this.inputs.length) this.#part(0, this.inputs.length);
  }

  async runAsync() {
    if (this.#count <= this.inputs.length) await this.#partAsync(this.#start, this.#next());
    else
      for (let done = 0; done < this.#count; done += this.inputs.length)
        await this.#partAsync(0, this.inputs.length);
  }

  /** One pass over inputs that are equal to the workload's. */
  runOn(inputs) {
    const { decide, effects } = this;
    for (let i = 0; i < inputs.length; i++) effects[i] = decide(inputs[i]);
  }

  /** How many decisions one sample has, found while the engine warms up. */
  async warmUp(now) {
    const start = now();
    let took = 0;
    let end = start;
    while (end - start < warmUpNanoseconds || took < sampleNanoseconds) {
      if (took > 0 && took < sampleNanoseconds) this.#count = this.#more(sampleNanoseconds / took);
      const before = end;
      if (this.isAsync) await this.runAsync();
      else this.run();
      end = now();
      took = Math.max(end - before, 1);
    }
    return this.#count;
  }

  /** Parts that divide a pass, then whole passes; a step at a time, since the first samples are slow. */
  #more(factor) {
    const { length } = this.inputs;
    this.#start = 0;
    const wanted = this.#count * Math.min(factor * 1.2, 8);
    if (wanted > length / 2 || this.decideMany) return Math.ceil(wanted / length) * length;
    return greatestPart(length, wanted);
  }

  #next() {
    const end = Math.min(this.#start + this.#count, this.inputs.length);
    this.#start = end % this.inputs.length;
    return end;
  }

  #many() {
    this.decideMany(this.inputs, this.effects);
  }

  #part(start, end) {
    const { decide, inputs, effects } = this;
    for (let i = start; i < end; i++) effects[i] = decide(inputs[i]);
  }

  async #partAsync(start, end) {
    const { decide, inputs, effects } = this;
    for (let i = start; i < end; i++) effects[i] = await decide(inputs[i]);
  }
}

/** The least divisor of the length that is not below what is wanted. */
function greatestPart(length, wanted) {
  let part = Math.ceil(wanted);
  while (length % part !== 0) part++;
  return part;
}
