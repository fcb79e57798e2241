import './views.css';
import { glyphPath } from './glyph';
import { useRun } from '../store/runStore';
import type { RunState } from '../store/state';
import { clusterColor, clusterName, drawnAs } from './chart/palette';

/** Number, colour and glyph of a memory, always together. `hollow` is for one that no point ends in. */
export function MemoryBadge({ index, hollow = false, number = true }: { index: number; hollow?: boolean; number?: boolean }) {
  const look = drawnAs(useRun(selectLooks), index);
  const colour = clusterColor(look);
  return (
    <span className="memory-badge">
      <svg viewBox="-9 -9 18 18" width="18" height="18" aria-hidden="true">
        <path
          d={glyphPath(look, 130)}
          fill={hollow ? 'none' : colour}
          stroke={hollow ? colour : 'var(--ink-2)'}
          strokeWidth={hollow ? 2 : 0.75}
        />
      </svg>
      {number && <span className="memory-number">{clusterName(look)}</span>}
    </span>
  );
}

const selectLooks = ({ shown }: RunState) => shown?.looks;
