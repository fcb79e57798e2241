import type { Dataset } from '../../data/dataset';
import { checkAgainst, trainingSeconds } from '../../engine/protocol';
import { ConfigError, defaultsOf, remarkOn, startOf, suitedTo, type Config, type MethodId } from '../../methods/config';
import type { Method } from '../../methods/method';

/** How a method would do on the data that are open. */
export interface Fit {
  /** Why it cannot be trained on them as it would begin; null where it can. */
  readonly refusal: string | null;
  /** What it does otherwise than usual on them, as sentences. */
  readonly remarks: readonly string[];
  /** About; null where nothing is known. */
  readonly seconds: number | null;
}

/** @param before the settings in force, of which some go on with another method. @param hardware whether a graphics card trains. */
export function fitOf({ id }: Pick<Method, 'id'>, dataset: Dataset, before: Config, hardware: boolean): Fit {
  const shape = { ...dataset, k: before.k };
  const method = id as MethodId;
  const config = before.method === id ? before : startOf(method, before, suitedTo(defaultsOf(method), shape), shape);
  try {
    checkAgainst(config, dataset);
  } catch (error) {
    if (error instanceof ConfigError) return { refusal: error.message, remarks: [], seconds: null };
    throw error;
  }
  return { refusal: null, remarks: remarkOn(config, dataset), seconds: trainingSeconds(config, dataset, hardware) || null };
}
