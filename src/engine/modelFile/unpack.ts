import * as v from 'valibot';
import { noCluster } from '../../core/algebra/noCluster';
import { mostSets } from '../../core/memory/balls';
import { DataError } from '../../data/dataset';
import { zipEntries } from '../../data/formats/zip';
import {
  hasBalls,
  ConfigError,
  parseConfig,
  type Config,
  type ConfigPatch,
  isDeep,
  similarityOf,
  weightsOf,
  withoutForeign,
  leftOutSentence,
  methodOf,
  partitionUnder,
} from '../../methods/config';
import { checkAgainst } from '../estimates/fit';
import type { Parameters } from '../networks/architecture';
import { readKerasModel } from '../networks/keras/read';
import type { PartitionModel } from '../../core/partition/model';
import { headFolder, headShapes, unpackHead } from './headFile';
import { partitionSchema, putTogether, takeApart, type PartitionDescription } from './partitionFile';
import { descriptionSchema, modelFormat, modelVersion, paths, version1Schema, type Description } from './schema';
import { badModel, dimensionsOf, networksOf, type ModelData, type TrainedModel } from './trainedModel';

/** A model, with what is said of settings that its method does not have: they were left out. */
export interface UnpackedModel extends TrainedModel {
  readonly leftOut: string | null;
}

type Files = ReadonlyMap<string, Uint8Array>;

/**
 * A trained model out of the zip that `packModel` made. Only the paths it wrote are read; whatever else is in the zip is passed over.
 * Throws EngineError "bad-model", in one sentence, where the file is no such zip, is damaged or cut off, expands too far, was written by a
 * newer version, or its parts do not fit together.
 * @param name of the file, for messages.
 */
export async function unpackModel(file: Blob | Uint8Array<ArrayBuffer>, name: string): Promise<UnpackedModel> {
  const files = await read(file instanceof Blob ? file : new Blob([file]), name);
  const { description, written, version } = describe(files, name);
  const { config: given, leftOut } = configOf(description, name);
  const { dataset: data, trained, scaling, restart, epoch, pretraining, labels, metrics } = description;
  checkSizes(description, given, name);
  checkAgreement(description, given, name);
  const { partition, config } = version === 1 ? memoriesOf(files, written, given, data, name) : partitionOf(files, given, data, name);
  return {
    config,
    trained: trained as ConfigPatch,
    leftOut,
    data,
    scaling: { kind: scaling.kind, shift: Float64Array.from(scaling.shift), scale: Float64Array.from(scaling.scale) },
    restart,
    epoch,
    partition: description.labelsOfPoints ? { ...partition, pointLabels: Uint16Array.from(labels) } : partition,
    parameters: parametersOf(files, config, description, name),
    pretraining,
    labels: Uint16Array.from(labels),
    metrics,
  };
}

async function read(file: Blob, name: string): Promise<Files> {
  const fixed = new Set<string>(Object.values(paths));
  const wanted = { has: (path: string) => fixed.has(path) || (path.startsWith(headFolder) && path.endsWith('.bin')) };
  const files = new Map<string, Uint8Array>();
  const damaged: string[] = [];
  try {
    for await (const { path, file: entry } of zipEntries(file, name, {
      wanted: (path) => wanted.has(path),
      onRefused: (path) => damaged.push(path),
    }))
      files.set(path, new Uint8Array(await entry.arrayBuffer()));
  } catch (error) {
    if (error instanceof DataError) throw badModel(error.message);
    throw error;
  }
  const [broken] = damaged.filter((path) => wanted.has(path));
  if (broken) throw badModel(`${broken} in “${name}” is damaged: export the model again.`);
  return files;
}

function part(files: Files, path: string, name: string): Uint8Array {
  const bytes = files.get(path);
  if (!bytes)
    throw badModel(
      path === paths.description
        ? `“${name}” is not a model that Basins exported: there is no ${path} in it.`
        : `“${name}” is not whole: ${path} is missing in it.`,
    );
  return bytes;
}

function json(files: Files, path: string, name: string): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(part(files, path, name)));
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof TypeError)
      throw badModel(`${path} in “${name}” is not JSON (${error.message.slice(0, 120)}).`);
    throw error;
  }
}

const headSchema = v.object({ format: v.literal(modelFormat), version: v.pipe(v.number(), v.integer(), v.minValue(1)) });

function describe(files: Files, name: string): { description: Description; written: unknown; version: number } {
  const value = json(files, paths.description, name);
  const head = v.safeParse(headSchema, value);
  if (!head.success)
    throw badModel(
      `${paths.description} in “${name}” does not say that it describes a model of Basins (format "${modelFormat}", version ${modelVersion}).`,
    );
  if (head.output.version > modelVersion)
    throw badModel(
      `“${name}” was written by a newer Basins (version ${head.output.version} of the file; this one reads ${modelVersion}): reload the page to get the newest.`,
    );
  return { description: parsedBy(descriptionSchema, value, paths.description, name), written: value, version: head.output.version };
}

export function parsedBy<T>(schema: v.GenericSchema<unknown, T>, value: unknown, path: string, name: string): T {
  const parsed = v.safeParse(schema, value);
  if (parsed.success) return parsed.output;
  const [issue] = parsed.issues;
  throw badModel(
    `“${v.getDotPath(issue) ?? path}” in ${path} of “${name}” ${issue.input === undefined ? 'is missing' : `must be ${issue.message}`}.`,
  );
}

function configOf({ config: written, dataset }: Description, name: string): { config: Config; leftOut: string | null } {
  try {
    const given = withoutForeign(written);
    const config = parseConfig(given.patch);
    checkAgainst(config, dataset);
    return { config, leftOut: leftOutSentence(given, `The model in “${name}”`) };
  } catch (error) {
    if (error instanceof ConfigError) throw badModel(`The config in “${name}” cannot be used: ${error.message}`);
    throw error;
  }
}

function checkSizes({ dataset, scaling, labels }: Description, config: Config, name: string): void {
  const { k } = config;
  // Balls have emergent clusters, one of all others, and points in none.
  const clusters = hasBalls(config) ? k + mostSets + 1 : k;
  const { n, d, features, image, labelNames } = dataset;
  const wrong = (what: string, found: number, expected: number, of: string) =>
    badModel(`“${what}” in ${paths.description} of “${name}” has ${found} entries for ${expected} ${of}.`);
  if (labels.length !== n) throw wrong('labels', labels.length, n, 'points');
  if (labels.some((label) => label >= clusters && !(hasBalls(config) && label === noCluster)))
    throw badModel(`“labels” in ${paths.description} of “${name}” name clusters beyond the ${clusters} there are.`);
  for (const key of ['shift', 'scale'] as const)
    if (scaling[key].length !== d) throw wrong(`scaling.${key}`, scaling[key].length, d, 'features');
  if (features && features.length !== d) throw wrong('dataset.features', features.length, d, 'features');
  if (labelNames.length > 65_536) throw wrong('dataset.labelNames', labelNames.length, 65_536, 'classes at most');
  if (image && image.width * image.height * image.channels !== d)
    throw badModel(
      `“dataset.image” in ${paths.description} of “${name}” is of ${image.height} × ${image.width} × ${image.channels} numbers for ${d} features.`,
    );
}

/** Values that are written twice must agree, since a run that begins with them takes one of the two. */
function checkAgreement({ restart, scaling, pretraining }: Description, config: Config, name: string): void {
  const wrong = (what: string, must: string) => badModel(`“${what}” in ${paths.description} of “${name}” must be ${must}.`);
  if (restart >= config.restarts) throw wrong('restart', `below ${config.restarts}, the number of restarts in its config, not ${restart}`);
  if (scaling.kind !== config.scaling) throw wrong('scaling.kind', `"${config.scaling}", as in its config`);
  if (pretraining && isDeep(config) && pretraining.losses.length > config.pretrainEpochs)
    throw wrong('pretraining.losses', `a list of ${config.pretrainEpochs} numbers at most, one for each epoch of pretraining`);
}

interface ReadPartition {
  readonly partition: PartitionModel;
  /** With the settings that the partition has. */
  readonly config: Config;
}

/** Of version 1: β, T and the step at the model's epoch, which its config need not have, and the memories. */
function memoriesOf(files: Files, written: unknown, config: Config, data: ModelData, name: string): ReadPartition {
  const { dynamics, logWeights } = parsedBy(version1Schema, written, paths.description, name);
  const { k } = config;
  const description: PartitionDescription = { kind: 'memory', k, d: dimensionsOf({ config, data }), ...dynamics, logWeights };
  checkPartition(description, config, data, paths.description, name);
  const { beta, steps, stepSize } = dynamics;
  const tied = 'stepSize' in config && config.stepSize === null && Math.abs(stepSize - 1 / steps) < 1e-12;
  const partition = putTogether(description, part(files, paths.memories, name), paths.memories, name);
  return { partition, config: { ...config, beta, steps, stepSize: tied ? null : stepSize } as Config };
}

function partitionOf(files: Files, config: Config, data: ModelData, name: string): ReadPartition {
  const description = parsedBy(partitionSchema, json(files, paths.partition, name), paths.partition, name);
  checkPartition(description, config, data, paths.partition, name);
  const partition = putTogether(description, part(files, paths.arrays, name), paths.arrays, name);
  const same = JSON.stringify(takeApart(partitionUnder(config, partition)).description) === JSON.stringify(description);
  if (!same) throw badModel(`The numbers in ${paths.partition} of “${name}” are not those that its config has.`);
  return { partition, config };
}

/** A partition must be such as the config's method makes. */
export function checkPartition(
  description: PartitionDescription,
  config: Config,
  data: Pick<ModelData, 'd'>,
  path: string,
  name: string,
): void {
  const wrong = (what: string, must: string) => badModel(`“${what}” in ${path} of “${name}” must be ${must}.`);
  const { name: method, partition: kind } = methodOf(config);
  if (description.kind !== kind) throw wrong('kind', `"${kind}", which is what ${method} makes, not "${description.kind}"`);
  // Fewer clusters than were asked for may have points.
  const fewer = kind === 'labelled' && description.k < config.k;
  if (description.k !== config.k && !fewer) throw wrong('k', `${config.k}, as in its config, not ${description.k}`);
  const m = dimensionsOf({ config, data });
  if (description.d !== m) throw wrong('d', `${m}, not ${description.d}`);
  if (description.kind !== 'memory') return;
  const { similarity, logWeights, energy = 'lse' } = description;
  const own = similarityOf(config);
  if (similarity !== own) throw wrong(path === paths.description ? 'dynamics.similarity' : 'similarity', `"${own}", as in its config`);
  if ('energy' in config && energy !== config.energy)
    throw wrong('energy', config.energy === 'lse' ? 'left out, as its config says "lse"' : '"lsr", as in its config');
  const unweighted = weightsOf(config) === 'none';
  if ((logWeights === null) !== unweighted)
    throw wrong('logWeights', unweighted ? 'null, for its config has no weights' : 'a list of numbers, for its config has weights');
  if (logWeights && logWeights.length !== config.k)
    throw badModel(`“logWeights” in ${path} of “${name}” has ${logWeights.length} entries for ${config.k} memories.`);
}

function parametersOf(files: Files, config: Config, { dataset: data, head }: Description, name: string): Parameters | null {
  const networks = networksOf({ config, data });
  if (!networks) return null;
  const half = (which: 'encoder' | 'decoder') =>
    readKerasModel(
      json(files, paths[which], name),
      part(files, paths[`${which}Weights`], name),
      networks[which],
      `${paths[which]} in “${name}”`,
    );
  const shapes = headShapes(config, data);
  const arrays = head && shapes && unpackHead(head, shapes, (path) => part(files, path, name), name);
  return { encoder: half('encoder'), decoder: half('decoder'), ...(arrays && { head: arrays }) };
}
