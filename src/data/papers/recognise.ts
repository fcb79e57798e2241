import type { Dataset } from '../dataset';
import { paperSets, type PaperSet, type PaperSetId } from './sets';
import { sameColumns, signatureOf, type Signature } from './signature';
import known from './signatures.json';

/** Which data set of the papers a table is. */
export type Recognition =
  /** Its columns are known again. `labelColumn`: the features hold the classes too, in this column. */
  | { readonly kind: 'is'; readonly set: PaperSet; readonly labelColumn: string | null }
  /** It is drawn by a generator as the paper drew its points, which are others. */
  | { readonly kind: 'drawn'; readonly set: PaperSet }
  /** It has the shape of these, and nothing more is known of them. */
  | { readonly kind: 'looks'; readonly sets: readonly PaperSet[] }
  /** It has the shape of this one, and other columns. */
  | { readonly kind: 'other'; readonly set: PaperSet }
  | { readonly kind: 'none' };

/** Of a set that is handed on in several versions there is one each. */
const signatures: Partial<Record<PaperSetId, readonly Signature[]>> = known;
const signaturesOf = ({ id }: PaperSet): readonly Signature[] | undefined => signatures[id as PaperSetId];
const all: readonly PaperSet[] = paperSets;

type Table = Pick<Dataset, 'id' | 'values' | 'n' | 'd' | 'labels' | 'features' | 'codesOf'>;

/**
 * By the numbers of points, features and classes, and of sets whose columns are known by these: see `Signature`. Codes are no set of a
 * paper, and synthetic points are never those that a paper drew. O(n · d); yields now and then.
 */
export function* recognise(data: Table): Generator<undefined, Recognition> {
  const { n, d, id, codesOf } = data;
  if (codesOf !== undefined) return { kind: 'none' };
  if (id.startsWith('synthetic/')) {
    const drawn = all.find(({ drawnBy }) => drawnBy === id);
    return drawn ? { kind: 'drawn', set: drawn } : { kind: 'none' };
  }
  const sized = all.filter((set) => set.n === n && set.drawnBy === undefined);
  const shaped = sized.filter((set) => hasWidth(set, d));
  const signed = shaped.filter(signaturesOf);
  if (signed.length > 0) {
    const own = yield* signatureOf(data);
    const set = signed.find((one) => signaturesOf(one)!.some((signature) => sameColumns(signature, own)));
    if (set) return { kind: 'is', set, labelColumn: null };
  }
  for (const set of sized.filter((one) => signaturesOf(one) && hasWidth(one, d - 1))) {
    const labelColumn = yield* labelColumnOf(data, set);
    if (labelColumn !== null) return { kind: 'is', set, labelColumn };
  }
  const classes = data.labels && new Set(data.labels).size;
  const like = shaped.filter((set) => !signaturesOf(set) && (classes === null || set.k === classes));
  if (like.length > 0) return { kind: 'looks', sets: like };
  return signed.length > 0 ? { kind: 'other', set: signed[0] } : { kind: 'none' };
}

/** Constant columns may have been left out. */
const hasWidth = (set: PaperSet, d: number): boolean => set.d === d || signaturesOf(set)?.[0].skewness.length === d;

/** The feature that is the classes, where the others are the set; null where they are not. */
function* labelColumnOf(data: Table, set: PaperSet): Generator<undefined, string | null> {
  const { values, n, d } = data;
  for (let j = 0; j < d; j++) {
    const seen = new Set<number>();
    for (let i = 0; i < n && seen.size <= set.k; i++) seen.add(values[i * d + j]);
    if (seen.size !== set.k) continue;
    const own = yield* signatureOf(data, j);
    if (signaturesOf(set)!.some((signature) => sameColumns(signature, own))) return data.features[j] ?? `column ${j + 1}`;
  }
  return null;
}
