import { memoryDimensions, methodOf, partitionUnder, type Config } from '../../methods/config';
import { pointLabelsOf, trailOf } from '../../core/partition/kinds';
import type { OfPoints, OfSteps, PartitionModel } from '../../core/partition/model';
import { largestValue } from '../run/prepare';
import { partitionSchema, putTogether, takeApart } from './partitionFile';
import { badModel } from './trainedModel';
import { checkPartition, parsedBy } from './unpack';

/** The parts of messages that name a file where there is one. */
const [path, name] = ['the partition', 'moment'] as const;

/**
 * A partition that came without a file, as its file would give it: held to the same schema, under the config's settings. With the labels of
 * the n points that training saw, where these are as many.
 * @param given of any shape. Throws EngineError "bad-model".
 */
export function checkedPartition(given: PartitionModel, config: Config, n: number, d: number): PartitionModel {
  const expected = { kind: methodOf(config).partition, d: memoryDimensions(config, d) };
  if (typeof given !== 'object' || given === null || given.kind !== expected.kind || given.d !== expected.d || !(given.k <= config.k))
    throw badModel(
      `The partition is not one of the settings beside it: ${methodOf(config).name} makes one of kind "${expected.kind}" with k = ${config.k} and ${expected.d} numbers a prototype.`,
    );
  if (claimsLength(given)) throw badModel('The partition holds a list that is none.');
  const { description: found, arrays } = apart(given);
  const description = parsedBy(partitionSchema, found, path, name);
  checkPartition(description, config, { d }, path, name);
  const partition = putTogether(description, arrays, path, name);
  return { ...partitionUnder(config, partition), ...labelsOf(given, n), ...stepsOf(given) };
}

/** Numbers cannot be taken out of what has not the arrays of its kind. */
function apart(given: PartitionModel): ReturnType<typeof takeApart> {
  try {
    return takeApart(given);
  } catch (error) {
    if (error instanceof TypeError || error instanceof RangeError)
      throw badModel(`The partition lacks numbers that one of kind "${given.kind}" has.`);
    throw error;
  }
}

/** True if an object that is no array says how long it is: room would be taken for as many numbers. */
const claimsLength = (value: unknown): boolean =>
  typeof value === 'object' &&
  value !== null &&
  !ArrayBuffer.isView(value) &&
  !Array.isArray(value) &&
  ('length' in value || Object.values(value).some(claimsLength));

function labelsOf(given: PartitionModel, n: number): OfPoints {
  const labels = pointLabelsOf(given, n);
  if (!labels) return {};
  if (!(labels instanceof Uint16Array) || labels.some((label) => label >= given.k))
    throw badModel(`The labels of the points name clusters beyond the ${given.k} there are.`);
  return { pointLabels: labels };
}

function stepsOf(given: PartitionModel): OfSteps {
  const trail = trailOf(given);
  if (!trail) return {};
  if (!ArrayBuffer.isView(trail) || trail.length % (given.k * given.d) !== 0 || !trail.every((x) => Math.abs(x) <= largestValue))
    throw badModel('The steps of the prototypes are not as many numbers as these, or not finite.');
  return { trail };
}
