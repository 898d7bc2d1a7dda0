"use strict";
// What other false claims say, each computed step by step: a table, the rows to look at, and the words of what
// fails, null where this arithmetic does not decide it.
const MOST_STEPS = 5000;
const text = (x) => (x instanceof Num ? (x.exact ? `${x.decimal()} = ${x.exact}` : x.decimal()) : String(x));
const read = (value) => Num.read(value);
const perEigenvalue = (p) => { const a = read(p.alpha); return p.spectrum.map((e) => orbit(p, e, [a, a])); };

// First k with w(k) >= level; whether it is there is decided at every step, or an error is thrown.
function hitting(p, eigenvalue, alpha, level) {
  let k = 0;
  for (const w of walk(p, eigenvalue, [alpha, alpha])) {
    if (w.atLeast(level)) return k;
    if (!w.less(level)) throw new Error(`undecided at step ${k}`);
    if (++k > MOST_STEPS) throw new Error("too many steps");
  }
}
const recovery = (p, e, share) => hitting(p, e, read(p.alpha), share.times(read(e)));
const ratio = (a, b) => Num.of(new Fraction(BigInt(a), BigInt(b)));
const rises = (pair) => pair[0].less(pair[1]), falls = (pair) => pair[1].less(pair[0]);

const RECIPES = {
  "whole steps": (p) => {
    const root = read(p.root), rows = [], ratios = [];
    for (const N of [p.depth, p.depth + 1]) {
      const at = ["low", "high", "middle"].map((name) => hitting({ ...p, depth: N }, "1", root.power(2 * p.depth + 1 - N), read(p[name])));
      ratios.push(ratio(at[1] - at[0], at[2]));
      rows.push([N, ...at, ratios[ratios.length - 1]]);
    }
    return { heads: ["N", "K(t1)", "K(t2)", "K(t3)", "(K(t2) - K(t1)) / K(t3)"], rows, turns: [0, 1],
      words: rises(ratios) ? "the quotient increases in N" : null };
  },
  "relative gap": (p) => {
    const rows = [], gaps = [], share = read(p.fraction);
    for (const N of [p.depth, p.depth + 1]) {
      const [i, j] = p.spectrum.map((e) => recovery({ ...p, depth: N }, e, share));
      gaps.push(ratio(j - i, j));
      rows.push([N, i, j, gaps[gaps.length - 1]]);
    }
    return { heads: ["N", "K_i", "K_j", "(K_j - K_i) / K_j"], rows, turns: [0, 1], words: falls(gaps) ? "the quotient decreases in N" : null };
  },
  "rate": (p) => {
    const share = read(p.fraction), [first, second] = p.spectrum.slice(0, 2), one = read(1);
    const [i, j] = [first, second].map((e) => recovery(p, e, share));
    const limit = read(second).over(read(first)), found = ratio(i, j), miss = found.over(limit).minus(one).absolute();
    const size = share.times(read(second)).over(read(p.alpha).power(2)).log().over(read(2));
    const spread = read(first).over(read(second)).over(one.minus(share)).log().over(read(2)).plus(one.plus(read(p.eta).times(read(first))).log());
    const allowed = spread.over(size);
    return { heads: ["K_i", "K_j", "K_i / K_j", "its limit", "off by the share", "allowed"], rows: [[i, j, found, limit, miss, allowed]], turns: [0],
      words: allowed.less(miss) ? "K_i / K_j is farther from its limit than is claimed" : null };
  },
  "leading last": (p) => {
    const level = read(1).minus(read(p.delta)), taken = p.spectrum.slice(0, p.rank);
    const times = taken.map((e) => recovery(p, e, level)), last = times[p.rank - 1], rows = [], turns = [];
    let words = times.some((k) => k > last) ? "an eigenvalue before the L-th is recovered after it" : null;
    const all = perEigenvalue({ ...p, steps: Math.max(...times) + p.steps });
    for (let k = 0; k < all[0].length; k++) {
      const shares = taken.map((e, i) => all[i][k].over(read(e)));
      const ahead = shares.findIndex((x, i) => i > 0 && k >= times[i] && shares[0].less(x));
      if (ahead > 0) { turns.push(k); words = words || `w_${ahead + 1} / lambda_${ahead + 1} is larger than w_1 / lambda_1 at step ${k}, after K_${ahead + 1} = ${times[ahead]}`; }
      rows.push([k, ...shares]);
    }
    return { heads: ["step", ...taken.map((_, i) => `w_${i + 1} / lambda_${i + 1}`)], rows, turns, words };
  },
  "window": (p) => {
    const level = read(1).minus(read(p.delta)), quiet = read(p.quiet_level);
    const first = Math.max(...p.spectrum.slice(0, p.rank).map((e) => recovery(p, e, level)));
    const all = perEigenvalue({ ...p, steps: first }), rows = [];
    let last = -1;
    all[p.rank].forEach((w, k) => { if (quiet.atLeast(w)) last = k; });
    for (let k = 0; k <= first; k++) rows.push([k, ...all.map((o) => o[k])]);
    const left = quiet.less(all[p.rank][first]);
    return { heads: ["step", ...all.map((_, i) => "w" + (i + 1))], rows, turns: [first],
      words: left ? `K_1 = ${first}, when w_${p.rank + 1} is above delta' already: K_2 = ${last} < K_1` : null };
  },
  "never crosses": (p) => {
    const lambda = read(p.eigenvalue), alpha = read(p.alpha), rows = [], turns = [];
    const w = orbit(p, p.eigenvalue, [alpha, alpha.minus(read(p.beta))]), gaps = w.map((x) => lambda.minus(x));
    let words = null;
    w.forEach((x, k) => {
      rows.push([k, x, gaps[k]]);
      if (k === 0 || words) return;
      const crossed = gaps[k].sign !== null && gaps[k - 1].sign !== null && gaps[k].sign * gaps[k - 1].sign < 0;
      const away = gaps[k - 1].absolute().less(gaps[k].absolute());
      if (crossed || away) { turns.push(k - 1, k); words = crossed ? `w crosses lambda from step ${k - 1} to step ${k}` : `w moves away from lambda from step ${k - 1} to step ${k}`; }
    });
    return { heads: ["step", "w", "lambda - w"], rows, turns, words };
  },
  "never better": (p) => {
    const B = p.factor.map((row) => row.map(read)), n = p.spectrum.length, zero = read(0);
    const truth = B.map((row) => B.map((other) => sum(row.map((x, k) => x.times(other[k])))));
    const lambdas = p.spectrum.map(read), limit = lambdas.map((x) => (x.less(zero) ? zero : x));
    const error = (w) => sum(truth.flatMap((row, i) => row.map((x, j) => { const d = (i === j ? w[i] : zero).minus(x); return d.times(d); })));
    const all = perEigenvalue(p), best = error(limit), rows = [], worse = [];
    for (let k = 0; k < all[0].length; k++) { const now = error(all.map((o) => o[k])); worse.push(best.less(now)); rows.push([k, now, ...all.map((o) => o[k])]); }
    rows.push(["limit", best, ...limit]);
    const later = lambdas.every((x, i) => (zero.less(x) ? truth[i][i].atLeast(x) : truth[i][i].sign === 0));
    return { heads: ["step", "squared error", ...Array.from({ length: n }, (_, i) => "w" + (i + 1))], rows, turns: [rows.length - 1],
      words: worse.every(Boolean) && later ? "no step is nearer to W* than the limit, and none after these, since every w_i comes nearer to W*_ii for ever" : null };
  },
  "side of the limit": (p) => {
    const zero = read(0), one = read(1), eta = read(p.eta), lambdas = p.spectrum.map(read);
    const positive = lambdas.filter((x) => zero.less(x)), negative = lambdas.filter((x) => x.less(zero));
    const fading = one.plus(eta.times(negative[0])).power(2), reaching = one.minus(read(2).times(eta).times(positive[positive.length - 1]));
    const all = perEigenvalue(p), limit = read(positive.length), rows = [];
    for (let k = 0; k < all[0].length; k++) { const s = all.map((o) => o[k].absolute()); rows.push([k, sum(s).over(largest(s)), ...all.map((o) => o[k])]); }
    const above = limit.less(rows[rows.length - 1][1]), below = fading.less(reaching);
    return { heads: ["step", "effective rank", ...all.map((_, i) => "w" + (i + 1))], rows, turns: [rows.length - 1],
      words: above && below ? `(1 - eta |lambda_-|)^2 = ${text(fading)} is less than 1 - 2 eta lambda_min+ = ${text(reaching)}, but the effective rank is above its limit ${text(limit)}` : null };
  },
  "stays diagonal": (p) => {
    const zero = read(0), eta = read(p.eta), target = p.target.map((row) => row.map(read)), [[top, corner], [, bottom]] = target;
    const times = (...l) => l.reduce((A, B) => A.map((row) => B[0].map((_, j) => sum(row.map((x, k) => x.times(B[k][j]))))));
    const turned = (A) => A[0].map((_, j) => A.map((row) => row[j]));
    const unit = [[read(1), zero], [zero, read(1)]], slope = corner.over(bottom.minus(top));
    const basis = [[read(1), slope], [zero, read(1)]], inverse = [[read(1), zero.minus(slope)], [zero, read(1)]];
    let factors = Array.from({ length: p.depth }, () => [[read(p.alpha), zero], [zero, read(p.alpha)]]);
    const rows = [], turns = [];
    for (let k = 0; k <= p.steps; k++) {
      const strays = factors.flatMap((W) => { const D = times(inverse, W, basis); return [D[0][1], D[1][0]]; });
      rows.push([k, ...strays]);
      if (strays.some((x) => x.sign)) turns.push(k);
      const product = times(unit, ...[...factors].reverse()), missing = product.map((row, i) => row.map((x, j) => x.minus(target[i][j])));
      factors = factors.map((W, j) => {
        const above = times(unit, ...factors.slice(j + 1).reverse()), below = times(unit, ...factors.slice(0, j).reverse());
        const gradient = times(turned(above), missing, turned(below));
        return W.map((row, i) => row.map((x, c) => x.minus(eta.times(gradient[i][c]))));
      });
    }
    return { heads: ["step", ...factors.flatMap((_, j) => [`(V^-1 W_${j + 1} V)_12`, `(V^-1 W_${j + 1} V)_21`])], rows, turns,
      words: turns.length ? `V^-1 W_j V is not diagonal after step ${turns[0]}` : null };
  },
};

function measured({ parameters, says }) {
  const { all, values, steps } = replay({ parameters, says }), few = parameters.few;
  const words = steps === null ? null
    : steps.length === 2 ? `the ${says.measure} falls from step ${steps[0]} to step ${steps[1]}${few === undefined ? "" : `, after step ${few}`}`
    : `the ${says.measure} rises from step ${steps[0]} to step ${steps[1]}, then falls to step ${steps[2]}`;
  const rows = values.map((value, k) => [k, value, ...all.map((o) => o[k])]);
  return { heads: ["step", says.measure, ...all.map((_, i) => "w" + (i + 1))], rows, turns: steps || [], words };
}

// The table and the words of either; an interval that is too wide for a question decides nothing.
function recompute(data) {
  try { return data.says ? measured(data) : RECIPES[data.recipe](data.parameters); }
  catch (error) { return { heads: [], rows: [], turns: [], words: null }; }
}
