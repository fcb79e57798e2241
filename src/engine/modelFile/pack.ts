import { zipSync, type Zippable } from 'fflate';
import { unparse } from 'papaparse';
import { kerasModel } from '../networks/keras/write';
import { headShapes, packHead } from './headFile';
import { readme } from './readme';
import { partitionerOf } from '../../core/partition/kinds';
import { takeApart } from './partitionFile';
import { modelFormat, modelVersion, paths, prototypesPath, prototypeWords, type Description } from './schema';
import { dimensionsOf, networksOf, type TrainedModel } from './trainedModel';
import { isDeep, writtenConfig } from '../../methods/config';

/** Numbers of single precision hardly shrink, and are stored as they are. */
const stored = { level: 0 } as const;

/**
 * A trained model as the bytes of a zip: basins.json, the partition, and the networks as TensorFlow.js loads them. `unpackModel` gives back
 * the same to the bit. It takes a while for large networks: not for the page's thread. Throws RangeError where arrays do not fit the
 * config.
 */
export async function packModel(model: TrainedModel): Promise<Uint8Array<ArrayBuffer>> {
  const { partition, parameters } = model;
  const { description, arrays } = takeApart(partition);
  const networks = networksOf(model);
  const files: Zippable = {
    [paths.readme]: encoded(readme(model, networks)),
    [paths.description]: encoded(`${JSON.stringify(describe(model))}\n`),
    [prototypesPath(partition.kind)]: encoded(table(model)),
    [paths.partition]: encoded(`${JSON.stringify(description)}\n`),
    [paths.arrays]: [arrays, stored],
  };
  if ((parameters === null) !== (networks === null))
    throw new RangeError(
      `The method ${model.config.method} ${networks ? 'has networks, and none were given' : 'has no networks, and some were given'}.`,
    );
  if (networks && parameters)
    for (const half of ['encoder', 'decoder'] as const) {
      const { modelJson, weights } = kerasModel(networks[half], parameters[half], half);
      files[paths[half]] = encoded(JSON.stringify(modelJson));
      files[paths[`${half}Weights`]] = [weights, stored];
    }
  const shapes = headOf(model);
  if (parameters?.head && shapes) for (const [path, bytes] of packHead(parameters.head, shapes)) files[path] = [bytes, stored];
  return zipSync(files) as Uint8Array<ArrayBuffer>;
}

/** The shapes of the head's arrays, where the model has them. */
const headOf = ({ config, data, parameters }: TrainedModel): Record<string, number[]> | null => {
  const shapes = parameters?.head ? headShapes(config, data) : null;
  return shapes && Object.fromEntries(Object.entries(shapes).map(([name, shape]) => [name, [...shape]]));
};

function describe(model: TrainedModel): object {
  const { config, trained, data, scaling, restart, epoch, partition, pretraining, labels, metrics } = model;
  const m = dimensionsOf(model);
  const shapes = headOf(model);
  const { length } = partitionerOf(partition).prototypes;
  if (length !== partition.k * m) throw new RangeError(`${length} numbers for ${partition.k} prototypes of ${m}.`);
  if (labels.length !== data.n) throw new RangeError(`${labels.length} labels for ${data.n} points.`);
  const description: Description = {
    config: writtenConfig(config),
    trained,
    dataset: {
      ...data,
      labelNames: [...data.labelNames],
      features: data.features && [...data.features],
      image: data.image && { ...data.image, range: [...data.image.range] },
    },
    scaling: { kind: scaling.kind, shift: [...scaling.shift], scale: [...scaling.scale] },
    restart,
    epoch,
    pretraining: pretraining && { losses: [...pretraining.losses], reconstruction: pretraining.reconstruction },
    ...(shapes && { head: shapes }),
    labels: [...labels],
    ...(partition.pointLabels && { labelsOfPoints: true }),
    metrics,
  };
  return {
    format: modelFormat,
    version: modelVersion,
    method: config.method,
    network: isDeep(config) ? config.network : null,
    seed: config.seed + restart,
    k: config.k,
    m,
    ...description,
  };
}

/** The prototypes for spreadsheets: a line each, in the space they live in. */
function table(model: TrainedModel): string {
  const { data, partition, parameters } = model;
  const { prototypes } = partitionerOf(partition);
  const m = dimensionsOf(model);
  const names =
    parameters || !data.features ? Array.from({ length: m }, (_, j) => `${parameters ? 'z' : 'x'}${j + 1}`) : [...data.features];
  // Nine digits tell any two numbers of single precision apart.
  const rows = Array.from({ length: partition.k }, (_, mu) => [
    mu + 1,
    ...Array.from(prototypes.subarray(mu * m, (mu + 1) * m), (x) => Number(x.toPrecision(9))),
  ]);
  return `${unparse({ fields: [prototypeWords[partition.kind][0], ...names], data: rows })}\r\n`;
}

const encoded = (text: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(text);
