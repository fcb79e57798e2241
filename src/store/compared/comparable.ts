import { settingsOf, methodOf, type Config } from '../../methods/config';
import { configOf, titleOf } from '../runs/entries';
import type { RunRecord } from '../runs/record';

/** Which runs can be shown side by side, and under which settings. */

/** Numbers that the page scales for a run beside the current one, where it has them scaled otherwise: some milliseconds. */
const mostScaled = 5e5;

/** True if the points of two runs on the same data are the same numbers: only then they can lie on one plane. */
export const sameScaling = (own: RunRecord, other: RunRecord): boolean =>
  configOf(own).scaling === configOf(other).scaling && own.scaling === other.scaling;

/** Why not, as a sentence; null where they can: they are of the same points. */
export function whyNotComparable(own: RunRecord, other: RunRecord): string | null {
  const title = titleOf(other);
  if (own.id === other.id) return `${title} is the run that is shown: choose another one to compare it with.`;
  if (own.data.fingerprint !== other.data.fingerprint)
    return `${title} is on other data, “${other.data.name}”: only runs on the same data can stand side by side.`;
  if (!other.result) return `${title} has no result yet: train it first.`;
  if (!sameScaling(own, other) && other.data.n * other.data.d > mostScaled)
    return `${title} has its points scaled otherwise, and they are too many to be scaled for a second view. Its numbers can stand beside those of the run that is shown, in the table of metrics.`;
  return null;
}

/** The settings that one run can be looked at under together with another of the same method, such as β and T. */
export const sharedKeys = (own: Config, other: Config): string[] =>
  own.method === other.method ? Object.entries(methodOf(own).fields).flatMap(([key, { ofPartition }]) => (ofPartition ? [key] : [])) : [];

/** The settings of a run with the shared ones of the other. */
export function underShared(config: Config, other: Config): Config {
  const from = settingsOf(other);
  return { ...config, ...Object.fromEntries(sharedKeys(config, other).map((key) => [key, from[key]])) };
}
