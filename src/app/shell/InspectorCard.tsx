import { useEffect, useRef, useState } from 'react';
import { currentRun, useRun } from '../../store/runStore';
import type { RunState } from '../../store/state';
import { Icon } from '../ui/Icon';
import { Inspector } from '../views';

/** Pixels between the card and what was pressed, and the card and the edges of the view. */
const [away, margin] = [24, 16];
const width = 296;

const selectChosen = ({ selectedPoint, selectedMemory }: RunState) =>
  selectedPoint ?? (selectedMemory === null ? null : -1 - selectedMemory);

/** What the chosen point or prototype is, beside the place where it was chosen. */
export function InspectorCard({ view }: { view: HTMLElement | null }) {
  const chosen = useRun(selectChosen);
  const pressed = useRef<{ x: number; y: number } | null>(null);
  const [place, setPlace] = useState<{ left: number; top: number } | null>(null);
  useEffect(() => {
    if (!view) return undefined;
    const listening = new AbortController();
    const { signal } = listening;
    view.addEventListener('pointerdown', ({ clientX: x, clientY: y }) => (pressed.current = { x, y }), { capture: true, signal });
    // By the keyboard it is chosen where the focus is.
    view.addEventListener('keydown', () => (pressed.current = null), { capture: true, signal });
    return () => listening.abort();
  }, [view]);
  useEffect(() => {
    if (chosen === null || !view) return;
    const box = view.getBoundingClientRect();
    const focus = document.activeElement?.getBoundingClientRect();
    const inside = focus && view.contains(document.activeElement) && focus.width < box.width / 2;
    const at = pressed.current ?? (inside ? { x: focus.x + focus.width / 2, y: focus.y } : { x: box.x, y: box.y });
    const [x, y] = [at.x - box.x, at.y - box.y];
    const right = x + away + width + margin <= box.width;
    setPlace({ left: right ? x + away : Math.max(margin, x - away - width), top: Math.max(margin, Math.min(y - 80, box.height - 320)) });
  }, [chosen, view]);
  if (chosen === null) return null;
  return (
    <div className="inspector-card" style={{ ...(place && { left: place.left, top: place.top }) }}>
      <button
        type="button"
        className="icon-button"
        aria-label="Let go"
        title="Let go (Esc)"
        onClick={() => currentRun.setState({ selectedPoint: null, selectedMemory: null })}
      >
        <Icon name="close" />
      </button>
      <Inspector />
    </div>
  );
}
