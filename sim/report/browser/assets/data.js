// What the file holds: words as JSON, and one lump of numbers.

const KINDS = {
  u1: Uint8Array, u2: Uint16Array, i2: Int16Array, i4: Int32Array, f8: Float64Array,
};

async function unpacked(text) {
  const pressed = Uint8Array.from(atob(text.trim()), (c) => c.charCodeAt(0));
  const stream = new Blob([pressed]).stream().pipeThrough(new DecompressionStream("deflate"));
  return new Response(stream).arrayBuffer();
}

function part(buffer, told) {
  const bytes = buffer.slice(told.at, told.at + told.bytes);
  if (told.kind === "text") return JSON.parse(new TextDecoder().decode(bytes));
  return new KINDS[told.kind](bytes);
}

function bits(bytes, n) {
  const flags = new Uint8Array(n);
  for (let i = 0; i < n; i++) flags[i] = (bytes[i >> 3] >> (i & 7)) & 1;
  return flags;
}

function inUnits(buffer, told) {
  const steps = part(buffer, told), values = new Float64Array(steps.length);
  const step = (told.high - told.low) / 65535;
  for (let i = 0; i < steps.length; i++) values[i] = told.low + steps[i] * step;
  return values;
}

// One run, with its columns; those of parameters are made when they are first asked for.
class Run {
  constructor(told, buffer) {
    Object.assign(this, told);
    this.buffer = buffer;
    const n = told.worlds, read = (each) => part(buffer, each);
    this.codes = {};
    for (const [name, each] of Object.entries(told.classes)) this.codes[name] = read(each);
    for (const [name, each] of Object.entries(told.flags)) this.codes[name] = bits(read(each), n);
    this.day = read(told.day);
    this.package = read(told.package);
    this.stated = told.weights ? read(told.weights) : new Float64Array(n).fill(1);
    this.story = read(told.stories);
    this.causes = readCauses(told.causes, buffer);
    this.without = new Uint8Array(n);
    if (this.codes.accord) this.without = this.codes.accord.map((signed) => 1 - signed);
    for (const world of told.failed) this.without[world] = 0;
    this.columns = new Map();
    this.sizes = new Map();
    this.indicators = new Map();
    this.ratios = new Map();
    this.weights = this.stated;
  }

  column(name) {
    if (!this.columns.has(name)) {
      this.columns.set(name, inUnits(this.buffer, this.priors[name].column));
    }
    return this.columns.get(name);
  }

  // What each world weighs under the moved priors; `moved` are those that this run knows.
  weigh(moves) {
    this.moved = Object.keys(moves).filter((name) => this.priors[name] && isMoved(moves[name]));
    if (this.moved.length === 0) {
      this.weights = this.stated;
      return;
    }
    const logs = new Float64Array(this.worlds);
    for (const name of this.moved) {
      const ratios = this.ratiosOf(name, moves[name]);
      for (let i = 0; i < logs.length; i++) logs[i] += ratios[i];
    }
    const top = logs.reduce((a, b) => Math.max(a, b), -Infinity);
    this.weights = new Float64Array(this.worlds);
    for (let i = 0; i < logs.length; i++) {
      this.weights[i] = this.stated[i] * (top > -Infinity ? Math.exp(logs[i] - top) : 0);
    }
  }

  ratiosOf(name, move) {
    const key = `${move.shift} ${move.width}`, known = this.ratios.get(name);
    if (known && known.key === key) return known.ratios;
    const prior = this.priors[name], column = this.column(name);
    if (!known) this.ratios.set(name, { stated: logDensities(prior.family, prior.numbers, column) });
    const { stated } = this.ratios.get(name);
    const ratios = logDensities(prior.family, movedNumbers(prior, move), column);
    for (let i = 0; i < ratios.length; i++) ratios[i] -= stated[i];
    this.ratios.set(name, { key, ratios, stated });
    return ratios;
  }

  // Sums of weights by code, over all worlds or those without an accord.
  counted(column, withoutAccord) {
    const codes = this.codes[column], { weights, without } = this;
    const sums = new Float64Array(this.codesOf(column));
    for (let i = 0; i < codes.length; i++) {
      if (codes[i] >= 0 && (!withoutAccord || without[i])) sums[codes[i]] += weights[i];
    }
    return sums;
  }

  // How many codes a column may have: those of the shares that are counted in it.
  codesOf(column) {
    if (!this.sizes.has(column)) {
      const most = this.codes[column].reduce((a, b) => Math.max(a, b), 0);
      const counted = this.shares.filter((share) => share.column === column);
      this.sizes.set(column, 1 + counted.reduce((a, share) => Math.max(a, share.code), most));
    }
    return this.sizes.get(column);
  }

  among(withoutAccord) {
    const { weights, without } = this;
    if (!withoutAccord) return { weight: sumOf(weights), effective: effectiveNumber(weights) };
    const some = weights.map((weight, i) => (without[i] ? weight : 0));
    return { weight: sumOf(some), effective: effectiveNumber(some) };
  }

  // Every share with its interval, as sim.results.summary has them.
  shareRows() {
    const counts = new Map(), whole = [this.among(false), this.among(true)];
    return this.shares.map((share) => {
      const key = `${share.column} ${share.without}`;
      if (!counts.has(key)) counts.set(key, this.counted(share.column, share.without));
      return { ...share, ...this.shareOf(counts.get(key)[share.code], whole, share.without) };
    });
  }

  shareOf(count, whole, without) {
    const n = whole[without ? 1 : 0], failed = this.failed.length, more = without ? failed : 0;
    const known = wilson(count, n.weight, 0, n.effective);
    const bounds = wilson(count, n.weight + more, failed, n.effective + more);
    return {
      value: known.value, low: Math.min(known.low, bounds.low), high: Math.max(known.high, bounds.high),
    };
  }

  // Each side's red lines together: among the worlds without an accord, as each line is.
  sideRows() {
    if (this.sides.length === 0) return [];
    const sums = this.counted("red_line", true), whole = [this.among(false), this.among(true)];
    return this.sides.map(({ name, label, codes }) => ({
      group: "sides", name, label, without: true,
      ...this.shareOf(codes.reduce((sum, code) => sum + sums[code], 0), whole, true),
    }));
  }

  // 1 in the worlds that count for a share, else 0.
  where(share, n) {
    const key = `${share.column} ${share.code}`;
    if (!this.indicators.has(key)) {
      const is = this.codes[share.column].map((code) => (code === share.code ? 1 : 0));
      this.indicators.set(key, Uint8Array.from(is));
    }
    return this.indicators.get(key).subarray(0, n);
  }

  // Whether each world weighs what the same world of another run does.
  weighsLike(other) {
    const n = Math.min(this.worlds, other.worlds);
    for (let i = 0; i < n; i++) {
      const weight = this.weights[i];
      if (Math.abs(weight - other.weights[i]) > 1e-12 * weight) return false;
    }
    return true;
  }

  trust() {
    return { effective: effectiveNumber(this.weights), k: tailShape(this.weights) };
  }
}
