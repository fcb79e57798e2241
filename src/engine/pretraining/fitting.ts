import type { DeepConfig } from '../../methods/config';
import { architectureFor, outputFor } from '../deep/heads';
import type { PointShape } from '../networks/architecture';
import { codesAlone } from '../networks/otherOutputs';
import type { Pretrained } from '../trainers/trainer';

/**
 * Networks that were pretrained for another method, by the same settings of networks, as this config's method takes them: an encoder that
 * gives more than the codes loses the other columns. Null where the method wants columns that they do not have.
 */
export function fittingNetwork(pretrained: Pretrained, config: DeepConfig, shape: PointShape): Pretrained | null {
  const architecture = architectureFor(config, shape);
  const { m } = architecture;
  const [given, wanted] = [pretrained.output ?? { width: m, codesFrom: 0 }, outputFor(config, shape.d)];
  if (given.width === wanted.width && given.codesFrom === wanted.codesFrom) return pretrained;
  if (wanted.width !== m) return null;
  return { ...pretrained, parameters: codesAlone(architecture, pretrained.parameters, given), output: wanted };
}
