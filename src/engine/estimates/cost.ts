/** Estimates how long a training takes before it begins. The order of magnitude is enough to compare choices. */
import { epochsOf, isDeep, memoryDimensions, methodOf, pretrains, settingsOf, type Config } from '../../methods/config';
import { architectureOf, type PointShape } from '../networks/architecture';
import { shapeLength, type Layer } from '../networks/layers';

/** Multiplications that take one point through layers. */
function through(layers: readonly Layer[]): number {
  return layers.reduce((sum, layer) => {
    if (layer.kind === 'dense') return sum + shapeLength(layer.input) * shapeLength(layer.output);
    if (layer.kind === 'conv') return sum + layer.size ** 2 * layer.input[2] * shapeLength(layer.output);
    if (layer.kind === 'transposed') return sum + layer.size ** 2 * layer.output[2] * shapeLength(layer.input);
    if (layer.kind === 'residual') return sum + through(layer.main) + through(layer.shortcut);
    return sum + shapeLength(layer.output);
  }, 0);
}

/** Forward, and back to the inputs and to the parameters. */
const passes = 3;

/**
 * Operations a second of one processor, and how many times faster a graphics card is. Methods on the points take typed arrays; CLAM: 1.5e8
 * to 3e8 measured at 600 points of 768 to 6,912 features; networks take their products in vector instructions.
 */
const speeds = { points: 2e8, networks: 3e9, hardware: 20 } as const;

/**
 * Seconds that a whole training takes, about.
 * @param hardware whether it runs on a graphics card. Throws RangeError where a table is given to convolutions.
 */
export function trainingSeconds(config: Config, shape: PointShape & { readonly n: number }, hardware: boolean): number {
  const { n, d } = shape;
  const faster = hardware ? speeds.hardware : 1;
  if (!isDeep(config)) {
    const operations = methodOf(config).operations?.(settingsOf(config), n, d) ?? 0;
    return (epochsOf(config) * operations) / (speeds.points * faster);
  }
  const { encoder, decoder } = architectureOf(config.network, shape, memoryDimensions(config, d));
  const epoch = passes * n * (through(encoder) + through(decoder));
  const pretraining = pretrains(config) ? config.pretrainEpochs : 0;
  return (epoch * (pretraining + config.restarts * epochsOf(config))) / (speeds.networks * faster);
}
