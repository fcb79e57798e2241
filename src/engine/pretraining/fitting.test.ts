import { expect, test } from 'vitest';
import { methods } from '../../methods';
import { defaultsOf, type DeepConfig, type MethodId } from '../../methods/config';
import { outputOf } from '../../methods/head';
import { architectureFor, deepMethodOf, outputFor } from '../deep/heads';
import { initialNetwork, type Parameters } from '../networks/architecture';
import { PlainKernels } from '../networks/typed/plain/plainKernels';
import { TypedNetwork } from '../networks/typed/typedNetwork';
import { fittingNetwork } from './fitting';

const [n, d, k] = [6, 16, 3];
const shape = { d, image: { width: 4, height: 4, channels: 1 } };
const points = Float32Array.from({ length: n * d }, (_, i) => ((7 * i) % 13) / 13);

/** e(x) of all points. */
function codesOf(config: DeepConfig, parameters: Parameters): Float32Array {
  const architecture = architectureFor(config, shape);
  const { head } = deepMethodOf(config);
  const network = new TypedNetwork({
    architecture,
    points,
    n,
    k,
    batchSize: n,
    head: head(config),
    kernels: new PlainKernels(Float64Array),
  });
  network.setParameters(parameters);
  return network.encode(0, n);
}

const deep = methods.filter(({ space }) => space === 'codes').map(({ id }) => id as MethodId);
const configOf = (id: MethodId, network: DeepConfig['network']) => ({ ...defaultsOf(id), k, latent: 2, network }) as DeepConfig;

test.each(deep.flatMap((id) => (['rae', [5]] as const).map((network) => [id, network] as const)))(
  'AE + k-means takes the networks that were pretrained for %s: %s',
  (id, network) => {
    const [from, to] = [configOf(id, network), configOf('ae-kmeans', network)];
    const parameters = initialNetwork(architectureFor(from, shape), 3);
    const pretrained = { parameters, output: outputFor(from, d), losses: [], reconstruction: 1, seconds: 0 };
    const fitting = fittingNetwork(pretrained, to, shape)!;
    expect(codesOf(to, fitting.parameters)).toEqual(codesOf(from, parameters));
    expect(fittingNetwork(pretrained, from, shape)).toBe(pretrained);
    // The other way round there may be columns that are missing.
    const other = { ...pretrained, parameters: fitting.parameters, output: fitting.output };
    const missing = outputOf(deepMethodOf(from).head(from), 2).width > 2;
    expect(fittingNetwork(other, from, shape)).toBe(missing ? null : other);
  },
);
