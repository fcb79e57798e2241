import { sizeOf } from '../../store/project/sizes';
import { useKeeping, type Keeping } from './useKeeping';

/** Where the data and the work are, in one line. */
export function KeptLine() {
  const told = useKeeping(toldOf);
  return <p className="foot">{told}</p>;
}

function toldOf({ state, bytes }: Keeping): string {
  if (state === 'nothing') return 'This window keeps nothing.';
  if (state === 'elsewhere') return 'Written by another tab.';
  if (state === 'none' || bytes === null) return 'Your data stay in this browser.';
  return `Kept in this browser, ${sizeOf(bytes)}.`;
}
