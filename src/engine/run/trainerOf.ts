import type { Config } from '../../methods/config';
import { clam } from '../trainers/clam/clam';
import { deepMethods } from '../deep/methods';
import type { Method } from '../trainers/trainer';

/** Every method. A deep one is found by its declaration and its head; another is a file and a line here. */
const methods: readonly Method[] = [clam, ...deepMethods];

export function trainerOf(config: Config): Method {
  const method = methods.find((one) => one.id === config.method);
  if (!method) throw new Error(`There is no method “${config.method}”.`);
  return method;
}
