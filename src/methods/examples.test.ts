import { expect, test } from 'vitest';
import { Random } from '../core/algebra/random';
import { examples } from '../core/partition/examples';
import { partitionerOf, treeOf } from '../core/partition/kinds';
import type { PartitionModel } from '../core/partition/model';
import { drain } from '../core/work/steps';
import { defaultsOf, type MethodId } from './config';
import { outputOf } from './head';
import { methods } from './index';
import type { Method } from './method';
import type { DeepMethod } from './deepMethod';
import type { PointsMethod } from './points';

const steps = import.meta.glob<PointsMethod>('./*/steps.ts', { import: 'steps', eager: true });
const heads = import.meta.glob<DeepMethod<never, never>>('./*/head.ts', { import: 'method', eager: true });
const folderOf = ({ id, learnsIn = id }: Method) => `./${learnsIn}`;

const [n, d, k] = [24, 2, 2];
const random = new Random(3);
const points = Float32Array.from({ length: n * d }, (_, i) => random.normal() + 6 * (Math.floor(i / d) % k));

/** What views draw depends on these. */
function abilities(model: PartitionModel) {
  const { nearest, memberships, height, move, draw, cells, means } = partitionerOf(model);
  const can = Object.fromEntries(
    Object.entries({ nearest, memberships, height, move, draw, cells }).map(([key, it]) => [key, it !== null]),
  );
  return { ...can, means, tree: treeOf(model) !== null };
}

function trained(method: Method): PartitionModel {
  const settings = { ...defaultsOf(method.id as MethodId), k } as never;
  const own = steps[`${folderOf(method)}/steps.ts`];
  if (own) {
    const restart = drain(own.begin({ points, n, d }, settings, new Random(1), 1));
    drain(restart.epoch(settings));
    return restart.partition(settings);
  }
  // The points stand for codes: what a head makes of them is a partition of the same form at every epoch.
  const head = heads[`${folderOf(method)}/head.ts`];
  const run = { values: settings, n, d, m: d, k };
  const { arrays } = drain(head.begin(points, run, new Random(1), 1));
  const others = outputOf(head.head(settings), d).width - d;
  return head.partition(arrays, run, 0, points, others > 0 ? new Float32Array(n * others) : undefined);
}

// CLAM's trainer is the engine's.
test.each(methods.filter(({ id }) => id !== 'clam'))('what $id gives can what its example can', (method) => {
  const partition = trained(method);
  expect(partition.kind).toBe(method.partition);
  expect(abilities(partition)).toEqual(abilities(method.example ?? examples[method.partition]));
});
