import type { Config } from '../../methods/config';
import type { PointsMethod } from '../../methods/points';
import { deepMethods } from '../deep/methods';
import { clam } from '../trainers/clam/clam';
import { pointsMethod } from '../trainers/pointsTrainer';
import type { Method } from '../trainers/trainer';

/** Methods among the points, which are kept in their folders. */
const steps = import.meta.glob<PointsMethod>('../../methods/*/steps.ts', { import: 'steps', eager: true });
const idOf = (path: string) => path.split('/').at(-2) as Config['method'];

const methods: readonly Method[] = [clam, ...deepMethods, ...Object.entries(steps).map(([path, one]) => pointsMethod(idOf(path), one))];

/** How the engine trains a method. Throws Error where there is no such method. */
export function trainerOf({ method: id }: Pick<Config, 'method'>): Method {
  const method = methods.find((one) => one.id === id);
  if (!method) throw new Error(`There is no method “${id}”.`);
  return method;
}
