import { createContext, useContext } from 'react';

/** Of two runs side by side, which one the views inside show; null: there is one alone. */
export const RunMarkContext = createContext<'A' | 'B' | null>(null);

/** "Basins of attraction", or "Basins of attraction, run A". */
export function useFigureName(name: string): string {
  const mark = useContext(RunMarkContext);
  return mark ? `${name}, run ${mark}` : name;
}
