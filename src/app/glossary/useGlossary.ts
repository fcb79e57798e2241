import { create } from 'zustand';
import type { EntryId } from './entries';

/** The entry that is open; null: the glossary is closed. */
export const useGlossary = create<{ entry: EntryId | null; open: (entry: EntryId | null) => void }>()((set) => ({
  entry: null,
  open: (entry) => set({ entry }),
}));
