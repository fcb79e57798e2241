import type { Architecture } from '../networks/architecture';
import type { PartitionModel } from '../../core/partition/model';
import { isDeep, methodOf } from '../../methods/config';
import { shownByOf } from '../deep/heads';
import { prototypesPath, prototypeWords } from './schema';
import { dimensionsOf, type TrainedModel } from './trainedModel';

/** Describes the contents of the zip, and how to use them elsewhere. */
export function readme(model: TrainedModel, networks: Architecture | null): string {
  const { config, data, partition } = model;
  const m = dimensionsOf(model);
  const space = networks ? 'among the codes' : 'in the scaled input space';
  const input = networks && inputOf(networks, data.d);
  const { k } = partition;
  const what = prototypeWords[partition.kind][1];
  return `A model trained in Basins, a playground for clustering with associative memories.
Method ${methodOf(config).name}, data "${data.name.replaceAll(/\s+/g, ' ')}" (${data.n} points of ${data.d} numbers), ${k} ${what}, epoch ${model.epoch}.
Open this zip in Basins to go on with it.

basins.json    config, data set (not its values), scaling, labels, metrics
partition.json what the partition is made of; partition.bin its ${partition.kind === 'labelled' ? 'points, means and labels' : `${partition.kind === 'softmax' ? 'centres, weights and biases' : what}, in single precision`}, little-endian
${prototypesPath(partition.kind).padEnd(14)} the ${k} ${what} of ${m} numbers, ${space}
${networks ? 'encoder/, decoder/   the networks in the layers format of TensorFlow.js\n' : ''}${model.parameters?.head ? 'head/          arrays that training goes on from, in single precision, little-endian\n' : ''}
Before anything else a point x is scaled: (x - scaling.shift) / scaling.scale, entry by entry, as basins.json has them.
${ruleOf(partition, networks ? 'its code' : 'it')}
${
  input
    ? `
In TensorFlow.js:
  const encoder = await tf.loadLayersModel('encoder/model.json');
  const decoder = await tf.loadLayersModel('decoder/model.json');
  const codes = encoder.predict(points), pictures = decoder.predict(codes); // points: scaled, [n, ${input}]; codes: [n, ${m}]
${leftBehind(model) ? 'The decoder is as pretraining left it, and the encoder learned on without it: it draws codes as they were then, not as they are now.\n' : ''}`
    : ''
}`;
}

/** True where the decoder did not follow the codes. */
const leftBehind = ({ config, data: { n, d }, partition: { k, d: m } }: TrainedModel): boolean =>
  isDeep(config) && shownByOf(config, { n, d, m, k }) === 'pretrained decoder';

/** How a point gets its cluster. @param start "its code", or "it". */
function ruleOf(partition: PartitionModel, start: string): string {
  if (partition.kind === 'labelled')
    return `The points of this data set have the labels of basins.json; any other has the label of the nearest point of partition.bin, v being ${start === 'it' ? 'the point' : start}.`;
  if (partition.kind === 'softmax')
    return `The cluster of a point is that of the greatest score <w, v> + b, v being ${start === 'it' ? 'the point' : start}: partition.bin has the centres, then a w for each (k x d), then a b for each (k).`;
  if (partition.kind === 'gaussians') {
    const factors = {
      full: 'the factor L of each covariance L L^T, the rows of its lower triangle one after another',
      diagonal: 'the standard deviations along the axes',
      spherical: 'one standard deviation each',
    };
    return `The cluster of a point is the Gaussian of greatest share * density at v, v being ${start === 'it' ? 'the point' : start}. partition.bin has the means, then ${factors[partition.covariance]}; partition.json the logarithms of the shares.`;
  }
  if (partition.kind === 'centres') {
    const distance =
      partition.metric === 'cosine'
        ? '1 - <v, centre> / (|v| |centre|)'
        : partition.weights
          ? 'sum_i weight_i (v_i - centre_i)^2'
          : '|v - centre|^2';
    return `The cluster of a point is the centre of least distance ${distance}, v being ${start === 'it' ? 'the point' : start}.${partition.weights ? ' partition.bin has the centres, then a weight for each of their numbers (k x d).' : ''}${partition.pointLabels ? ' The points of this data set have the labels of basins.json.' : ''}`;
  }
  const { beta, steps, stepSize, similarity, logWeights } = partition;
  if (partition.energy === 'lsr')
    return `The recursion takes ${steps} steps of ${stepSize} from ${start},
  v <- v + ${stepSize} * (mean of the memories of which ${beta} * |memory_mu - v|^2 < 1, minus v); without such memories v stays.
From there steps of 1 follow until these memories are the same again: the cluster of a point is that set of memories, none where it is empty.`;
  return `The cluster of a point is the memory nearest to where the recursion ends after ${steps} steps of ${stepSize} from ${start},
  v <- v + ${stepSize} * sum_mu (memory_mu - v) * softmax_mu(${similarity === 'euclidean' ? `-${beta} * |memory_mu - v|^2` : `${beta} * <memory_mu, v>, all of length 1`}${logWeights ? ' + logWeights_mu' : ''}).`;
}

function inputOf({ encoder }: Architecture, d: number): string {
  const [height, width, channels] = encoder[0].input;
  return height === 1 && width === 1 ? String(d) : `${height}, ${width}, ${channels}`;
}
