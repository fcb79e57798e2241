/** A deep method beyond its declaration: `head.ts` in its folder exports one as `method`. */
import type { Head } from './head';

/** `Live` are the settings of a step, `V` those of the run. */
export interface DeepMethod<Live, V> {
  /** What stands between the encoder and the decoder. */
  head(values: V): Head<Live>;
}
