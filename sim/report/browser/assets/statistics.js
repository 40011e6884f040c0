// Weighted estimates: the same formulas as sim.statistics, which the tests hold them against.
const Z95 = 1.959963984540054;

function sumOf(values) {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i];
  return sum;
}

// How many worlds of equal weight say as much (Kish 1965).
function effectiveNumber(weights) {
  let sum = 0, squares = 0;
  for (let i = 0; i < weights.length; i++) {
    sum += weights[i];
    squares += weights[i] * weights[i];
  }
  return squares > 0 ? (sum * sum) / squares : 0;
}

function score(share, n) {
  const zz = Z95 * Z95;
  const middle = (share + zz / (2 * n)) / (1 + zz / n);
  const half = (Z95 / (1 + zz / n)) * Math.sqrt((share * (1 - share)) / n + zz / (4 * n * n));
  return [Math.max(middle - half, 0), Math.min(middle + half, 1)];
}

// A share with its 95 % interval (Wilson 1927); `unknown` of the n may count or not.
function wilson(count, n, unknown, effective) {
  if (!(n > 0)) return { value: NaN, low: 0, high: 1 };
  const share = count / n;
  return {
    value: share,
    low: Math.min(score(share, effective)[0], share),
    high: Math.max(score((count + unknown) / n, effective)[1], share),
  };
}

// Shape of the tail of the weights (Zhang and Stephens 2009; Vehtari et al. 2024). NaN: no tail.
function tailShape(weights) {
  const ordered = Float64Array.from(weights).sort();
  const n = ordered.length;
  if (n === 0 || !Number.isFinite(ordered[n - 1])) return Infinity;
  const size = Math.ceil(Math.min(0.2 * n, 3 * Math.sqrt(n)));
  const under = ordered[n - size - 1];
  if (size < 5 || ordered[n - 1] <= under * (1 + 1e-12)) return NaN;
  const excess = [];
  for (let i = n - size; i < n; i++) if (ordered[i] - under > 0) excess.push(ordered[i] - under);
  const largest = excess[excess.length - 1];
  const different = new Set(excess.map((x) => Math.round((x / largest) * 1e9)));
  if (excess.length < 5 || different.size < 5) return NaN;
  return (shapeOf(excess) * excess.length + 5) / (excess.length + 10);
}

function shapeOf(x) {
  const n = x.length, quartile = x[Math.floor(n / 4 + 0.5) - 1];
  const m = 30 + Math.floor(Math.sqrt(n));
  const b = [], likelihood = [];
  for (let j = 1; j <= m; j++) {
    const each = (1 - Math.sqrt(m / (j - 0.5))) / (3 * quartile) + 1 / x[n - 1];
    let k = 0;
    for (let i = 0; i < n; i++) k += Math.log1p(-each * x[i]);
    k /= n;
    b.push(each);
    likelihood.push(n * (Math.log(-each / k) - k - 1));
  }
  const top = Math.max(...likelihood);
  const weights = likelihood.map((each) => Math.exp(each - top));
  const whole = sumOf(weights);
  let above = 0, below = 0;
  weights.forEach((weight, j) => {
    if (weight / whole < 10 * 2.220446049250313e-16) return;
    above += (b[j] * weight) / whole;
    below += weight / whole;
  });
  const mean = above / below;
  let k = 0;
  for (let i = 0; i < n; i++) k += Math.log1p(-mean * x[i]);
  return k / n;
}

// Difference b - a of two shares over the same worlds (Agresti and Min 2005).
function pairedShares(a, b, weights) {
  let whole = 0, gained = 0, lost = 0;
  for (let i = 0; i < weights.length; i++) {
    whole += weights[i];
    if (b[i] > a[i]) gained += weights[i];
    if (b[i] < a[i]) lost += weights[i];
  }
  const n = effectiveNumber(weights), value = (gained - lost) / whole;
  gained *= n / whole;
  lost *= n / whole;
  const middle = (gained - lost) / (n + 2);
  const spread = Math.sqrt(gained + lost + 1 - (gained - lost) ** 2 / (n + 2)) / (n + 2);
  return {
    value,
    low: Math.min(middle - Z95 * spread, value),
    high: Math.max(middle + Z95 * spread, value),
  };
}

function weightedMean(x, weights) {
  let sum = 0;
  for (let i = 0; i < x.length; i++) sum += x[i] * weights[i];
  return sum / sumOf(weights);
}

// The same where the two have weights of their own: by linearisation, world by world.
function difference(a, b, weightsA, weightsB) {
  const n = a.length, middleA = weightedMean(a, weightsA), middleB = weightedMean(b, weightsB);
  const perA = n / sumOf(weightsA), perB = n / sumOf(weightsB);
  let squares = 0;
  for (let i = 0; i < n; i++) {
    const moved =
      perB * weightsB[i] * (b[i] - middleB) - perA * weightsA[i] * (a[i] - middleA);
    squares += moved * moved;
  }
  const value = middleB - middleA, error = Math.sqrt(squares) / n;
  return { value, low: value - Z95 * error, high: value + Z95 * error };
}
