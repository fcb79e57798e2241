import type { Config } from '../../methods/config';
import { clam } from '../trainers/clam/clam';
import { dclam } from '../deep/dclam';
import type { Method } from '../trainers/trainer';

/** Every method. A new one is a file and a line here. */
const methods: readonly Method[] = [clam, dclam];

export function trainerOf(config: Config): Method {
  const method = methods.find((one) => one.id === config.method);
  if (!method) throw new Error(`There is no method “${config.method}”.`);
  return method;
}
