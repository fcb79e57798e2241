import type { Architecture } from '../networks/architecture';
import { dimensionsOf, type TrainedModel } from './trainedModel';

/** Describes the contents of the zip, and how to use them elsewhere. */
export function readme(model: TrainedModel, networks: Architecture | null): string {
  const { config, data, dynamics } = model;
  const m = dimensionsOf(model);
  const { beta, steps, stepSize, similarity } = dynamics;
  const space = networks ? 'among the codes' : 'in the scaled input space';
  const input = networks && inputOf(networks, data.d);
  return `A model trained in Basins, a playground for clustering with associative memories.
Method ${config.method.toUpperCase()}, data "${data.name.replaceAll(/\s+/g, ' ')}" (${data.n} points of ${data.d} numbers), ${config.k} memories, epoch ${model.epoch}.
Open this zip in Basins to go on with it.

basins.json    config, data set (not its values), scaling, labels, metrics
memories.csv   the ${config.k} memories of ${m} numbers, ${space}; memories.bin the same in single precision, little-endian
${networks ? 'encoder/, decoder/   the networks in the layers format of TensorFlow.js\n' : ''}
Before anything else a point x is scaled: (x - scaling.shift) / scaling.scale, entry by entry, as basins.json has them.
The cluster of a point is the memory nearest to where the recursion ends after ${steps} steps of ${stepSize} from ${networks ? 'its code' : 'it'},
  v <- v + ${stepSize} * sum_mu (memory_mu - v) * softmax_mu(${similarity === 'euclidean' ? `-${beta} * |memory_mu - v|^2` : `${beta} * <memory_mu, v>, all of length 1`}${model.logWeights ? ' + logWeights_mu' : ''}).
${
  input
    ? `
In TensorFlow.js:
  const encoder = await tf.loadLayersModel('encoder/model.json');
  const decoder = await tf.loadLayersModel('decoder/model.json');
  const codes = encoder.predict(points), pictures = decoder.predict(codes); // points: scaled, [n, ${input}]; codes: [n, ${m}]
`
    : ''
}`;
}

function inputOf({ encoder }: Architecture, d: number): string {
  const [height, width, channels] = encoder[0].input;
  return height === 1 && width === 1 ? String(d) : `${height}, ${width}, ${channels}`;
}
