import { create } from 'zustand';

/** The step that is shown, from 0; null: there is no tour. */
export const useTour = create<{ step: number | null; go: (step: number | null) => void }>()((set) => ({
  step: null,
  go: (step) => set({ step }),
}));
