/**
 * The heads of deep methods, by the folders of src/methods: `head.ts` exports the method, `tensors.ts` its map in TensorFlow.js, which is
 * loaded where it is needed. A method with kernels of its own has a line in `fused` instead.
 */
import { activationOf, memoryDimensions, methodOf, type DeepConfig } from '../../methods/config';
import { shownBy, type DeepMethod, type DeepRun, type ShownBy } from '../../methods/deepMethod';
import { outputOf, type Head, type HeadOutput } from '../../methods/head';
import type { HeadMap } from '../../methods/tensorHead';
import { architectureOf, type Architecture, type PointShape } from '../networks/architecture';
import type { NetworkHead } from '../networks/create';
import type { TensorHead } from '../networks/tensors/head';

/** Settings of a step are known to their head alone. */
type Live = never;
type Values = never;

const methods = import.meta.glob<DeepMethod<Live, Values>>('../../methods/*/head.ts', { eager: true, import: 'method' });
const maps = import.meta.glob<(values: Values) => HeadMap<Live>>('../../methods/*/tensors.ts', { import: 'tensors' });
const fused: Readonly<Record<string, () => Promise<TensorHead<Live>>>> = {
  dclam: async () => (await import('./dclamTensors')).dclamTensorHead,
};

/** Methods that differ in settings alone may share a folder. */
function folderOf({ method }: DeepConfig): string {
  return `../../methods/${methodOf({ method }).learnsIn ?? method}`;
}

export function deepMethodOf(config: DeepConfig): DeepMethod<unknown, DeepConfig> {
  const found = methods[`${folderOf(config)}/head.ts`];
  if (!found) throw new Error(`The method “${config.method}” has no head.`);
  return found as DeepMethod<unknown, DeepConfig>;
}

/** What shows the prototypes of a method. */
export const shownByOf = (config: DeepConfig, size: Omit<DeepRun<DeepConfig>, 'values'>): ShownBy =>
  shownBy(deepMethodOf(config), { values: config, ...size });

/** The head of a method, for every backend. */
export function headOf(config: DeepConfig): NetworkHead<unknown> {
  const typed = deepMethodOf(config).head(config);
  return { typed, tensors: () => tensorHeadOf(config, typed) };
}

async function tensorHeadOf(config: DeepConfig, head: Head<unknown>): Promise<TensorHead<unknown>> {
  const own = fused[config.method];
  if (own) return (await own()) as TensorHead<unknown>;
  const load = maps[`${folderOf(config)}/tensors.ts`];
  if (!load) throw new Error(`The method “${config.method}” has no head on TensorFlow.js.`);
  const [{ byTape }, tensors] = await Promise.all([import('./byTape'), load()]);
  return byTape(head, tensors(config as Values) as HeadMap<unknown>);
}

/** The form of what the encoder of a config gives. @param d features of a point. */
export function outputFor(config: DeepConfig, d: number): Pick<HeadOutput, 'width' | 'codesFrom'> {
  const { width, codesFrom } = outputOf(deepMethodOf(config).head(config), memoryDimensions(config, d));
  return { width, codesFrom };
}

/** The networks of a config, whose encoder gives what the method's head takes. */
export function architectureFor(config: DeepConfig, shape: PointShape): Architecture {
  const m = memoryDimensions(config, shape.d);
  return architectureOf(config.network, shape, m, outputFor(config, shape.d).width, activationOf(config));
}
