import { create } from 'zustand';

/** The dialog of an export that is open. */
export type ExportKind = 'picture' | 'table' | 'film';

export const useAsked = create<{ readonly asked: ExportKind | null }>()(() => ({ asked: null }));
