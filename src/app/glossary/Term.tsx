import type { ReactNode } from 'react';
import type { EntryId } from './entries';
import { useGlossary } from './useGlossary';

/** A word in a sentence that opens its entry of the glossary. */
export function Term({ of, children }: { of: EntryId; children: ReactNode }) {
  const open = useGlossary((state) => state.open);
  return (
    <button type="button" className="word" aria-haspopup="dialog" onClick={() => open(of)}>
      {children}
    </button>
  );
}
