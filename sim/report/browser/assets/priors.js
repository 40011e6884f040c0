// A prior that is moved, and what that makes each world weigh.

const clamp = (x, low, high) => Math.min(Math.max(x, low), high);
const between = (x, low, high, inside) => (x >= low && x <= high ? inside : -Infinity);

// Logarithms of densities, up to a constant: weights are divided by their sum. Each takes the
// numbers of the prior and gives a function of a value, so that what is common is worked out once.
const LOG_DENSITY = {
  uniform: (low, high) => (x) => between(x, low, high, 0),
  triangular: (low, mode, high) => (x) =>
    between(
      x, low, high,
      Math.log(x < mode ? (x - low) / (mode - low || 1) : (high - x) / (high - mode || 1)),
    ),
  pert: (low, mode, high) => {
    const width = high - low;
    const beta = LOG_DENSITY.beta(1 + (4 * (mode - low)) / width, 1 + (4 * (high - mode)) / width);
    return (x) => beta((x - low) / width);
  },
  normal: (mean, sd) => (x) => -0.5 * ((x - mean) / sd) ** 2,
  lognormal: (median, spread) => (x) =>
    x > 0 ? -0.5 * (Math.log(x / median) / spread) ** 2 - Math.log(x) : -Infinity,
  beta: (a, b) => (x) =>
    between(x, 0, 1, times(a - 1, Math.log(x)) + times(b - 1, Math.log1p(-x))),
  gamma: (shape, scale) => (x) =>
    x < 0 ? -Infinity : times(shape - 1, Math.log(x)) - x / scale,
};

// 0 times minus infinity is 0 here: a density with an exponent of 0 is flat at its end.
function times(exponent, log) {
  return exponent === 0 ? 0 : exponent * log;
}

// The numbers of a prior moved by `shift` of its standard deviations, and `width` times as wide.
// What only has positive values is moved and widened in proportion; what has ends keeps them.
const MOVED = {
  normal: ([mean, sd], shift, width) => [mean + shift * sd, sd * width],
  lognormal: ([median, spread], shift, width) => [
    median * Math.exp(shift * spread), spread * width,
  ],
  gamma: ([shape, scale], shift, width) => {
    const mean = shape * scale * Math.exp(shift / Math.sqrt(shape));
    const narrow = shape / width ** 2;
    return [narrow, mean / narrow];
  },
  beta: ([a, b], shift, width) => {
    const size = a + b, mean = a / size;
    const sd = Math.sqrt((mean * (1 - mean)) / (size + 1));
    const odds = (mean / (1 - mean)) * Math.exp((shift * sd) / (mean * (1 - mean)));
    const moved = odds / (1 + odds);
    const whole = Math.max((size + 1) / width ** 2 - 1, 0.1);
    return [moved * whole, (1 - moved) * whole];
  },
  uniform: ([low, high], shift, width) => {
    const half = (high - low) / 2, middle = (low + high) / 2 + (shift * half) / Math.sqrt(3);
    const reach = half * Math.min(width, 1);
    return [Math.max(low, middle - reach), Math.min(high, middle + reach)];
  },
  triangular: ([low, mode, high], shift, width) => {
    const to = clamp(mode + (shift * (high - low)) / 6, low, high), reach = Math.min(width, 1);
    return [to - reach * (to - low), to, to + reach * (high - to)];
  },
};
MOVED.pert = MOVED.triangular;

function movedNumbers(prior, move) {
  return MOVED[prior.family](prior.numbers, move.shift, move.width).map((x) =>
    Number(x.toPrecision(6)));
}

const isMoved = (move) => move !== undefined && (move.shift !== 0 || move.width !== 1);

// As the scenario file and -s write it.
function asWritten(prior, numbers) {
  const within = prior.within ? `, within: [${prior.within.join(", ")}]` : "";
  return `{${prior.family}: [${numbers.join(", ")}]${within}}`;
}

// Logarithm of the density of each world's value; -1e300 where there is none, so that a stated
// density of zero (a value that rounding put on an end) leaves no NaN.
function logDensities(family, numbers, column) {
  const density = LOG_DENSITY[family](...numbers), found = new Float64Array(column.length);
  for (let i = 0; i < column.length; i++) {
    const value = density(column[i]);
    found[i] = value > -1e300 ? value : -1e300;
  }
  return found;
}
