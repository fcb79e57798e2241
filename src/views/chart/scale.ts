/** Scales of small charts: plain functions and a few ticks, alike for linear and logarithmic axes. */
import { scaleLinear, scaleLog, scaleSymlog } from 'd3';
import type { ScaleKind } from '../../core/metrics/numbers';
import { domainOf, logDomainOf, logTicks, type Domain } from './axis';

export interface Scale {
  readonly kind: 'linear' | 'log' | 'symlog';
  /** Value to pixel. On a logarithmic scale only for values above 0. */
  readonly at: (value: number) => number;
  readonly ticks: readonly number[];
}

/** Below this a symmetric logarithm is about linear. */
const linearPart = 10;

function resolve(kind: ScaleKind, values: readonly number[]): Scale['kind'] {
  if (kind === 'linear' || kind === 'log') return kind;
  if (kind === 'symlog where wide') return Math.max(...values.map(Math.abs)) > 10 * linearPart ? 'symlog' : 'linear';
  const low = Math.min(...values);
  return low > 0 && Math.max(...values) / low > 10 ? 'log' : 'linear';
}

/**
 * The scale of a curve, and of the line it is read against, onto `range` pixels (the lowest value's first); null where there is no value.
 * @param least a linear axis is at least this wide.
 */
export function scaleOf(
  wanted: ScaleKind,
  curve: readonly number[],
  line: number | null,
  range: readonly [number, number],
  least = 0,
): Scale | null {
  const values = (line === null ? curve : [...curve, line]).filter(Number.isFinite);
  if (values.length === 0) return null;
  const kind = resolve(wanted, values);
  if (kind === 'log') {
    const domain = logDomainOf(values);
    if (!domain) return null;
    const scale = scaleLog(domain, range);
    return { kind, at: (v) => scale(v), ticks: logTicks(domain) };
  }
  // A line above the curve needs room for its name above itself.
  if (line !== null && curve.length > 0 && curve.every((value) => value < line)) values.push(line + 0.35 * (line - Math.min(...curve)));
  const domain = domainOf(values, least)!;
  if (kind === 'linear') {
    const scale = scaleLinear(domain, range);
    return { kind, at: (v) => scale(v), ticks: scale.ticks(3) };
  }
  const scale = scaleSymlog(domain, range).constant(linearPart);
  return { kind, at: (v) => scale(v), ticks: symlogTicks(domain) };
}

/** Ticks at least so many pixels apart: of two that are closer the second is left out. */
export function apart(ticks: readonly number[], at: (value: number) => number, least: number): number[] {
  const kept: number[] = [];
  for (const tick of ticks) if (kept.length === 0 || Math.abs(at(tick) - at(kept.at(-1)!)) >= least) kept.push(tick);
  return kept;
}

/** 0 and powers of ten of both signs, at most about five of them. */
function symlogTicks([low, high]: Domain): number[] {
  const ticks = [0];
  for (let power = 10; power <= Math.max(-low, high); power *= 10)
    ticks.push(...[-power, power].filter((tick) => tick >= low && tick <= high));
  ticks.sort((a, b) => a - b);
  const every = Math.ceil(ticks.length / 5);
  return ticks.filter((_, i) => i % every === 0);
}
