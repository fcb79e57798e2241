import type { CSSProperties, ReactNode } from 'react';
import { create } from 'zustand';

/** Words that the glossary explains. */
export type EntryId =
  | 'memory'
  | 'basin'
  | 'voronoi'
  | 'clusters'
  | 'beta'
  | 'steps'
  | 'energy'
  | 'membership'
  | 'mask'
  | 'loss'
  | 'rate'
  | 'silhouette'
  | 'sizes'
  | 'nmi'
  | 'ari'
  | 'accuracy'
  | 'code'
  | 'rrl'
  | 'variance'
  | 'inertia'
  | 'likelihood';

/** What a word means in the place where it was met, beside its entry. */
export interface Here {
  readonly name: string;
  readonly sentence: string;
}

interface GlossaryState {
  /** The entry that is open; null: the glossary is closed. */
  readonly entry: EntryId | null;
  readonly here: Here | null;
  readonly open: (entry: EntryId | null, here?: Here | null) => void;
}

export const useGlossary = create<GlossaryState>()((set) => ({
  entry: null,
  here: null,
  open: (entry, here = null) => set({ entry, here }),
}));

interface Props {
  of: EntryId;
  here?: Here;
  className?: string;
  style?: CSSProperties;
  /** Where it has no words of its own. */
  label?: string;
  children?: ReactNode;
}

/** A word that opens its entry of the glossary. */
export function Term({ of, here, className = '', style, label, children }: Props) {
  const open = useGlossary((state) => state.open);
  return (
    <button
      type="button"
      className={`word ${className}`}
      style={style}
      aria-label={label}
      aria-haspopup="dialog"
      onClick={() => open(of, here)}
    >
      {children}
    </button>
  );
}
