/** The app's code that the benchmark of methods on the points runs in Node. */
import { Random } from '../../src/core/algebra/random';
import { drain } from '../../src/core/work/steps';
import { defaultsOf, settingsOf, type ConfigPatch, type MethodId } from '../../src/methods/config';
import type { PointsMethod, ScaledPoints } from '../../src/methods/points';
import { steps as agglomerative } from '../../src/methods/agglomerative/steps';
import { steps as spectral } from '../../src/methods/spectral/steps';

export { agreement } from '../../src/core/metrics/agreement';
export { applyScaling, fitScaling } from '../../src/core/algebra/scaling';
export { Random } from '../../src/core/algebra/random';

const methods = { agglomerative, spectral } as unknown as Record<string, PointsMethod>;

/** One whole training: the labels of the points. */
export function train(method: MethodId, data: ScaledPoints, patch: ConfigPatch): Uint16Array {
  const settings = settingsOf({ ...defaultsOf(method), ...patch } as ReturnType<typeof defaultsOf>);
  const restart = drain(methods[method]!.begin(data, settings, new Random(0), 0));
  drain(restart.epoch(settings));
  return restart.partition(settings).pointLabels!;
}
