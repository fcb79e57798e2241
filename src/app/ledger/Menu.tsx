import { useImperativeHandle, useRef, useState, type KeyboardEvent, type Ref } from 'react';
import type { RunId } from '../../store/runs/record';
import { placeBeside } from '../../views/placement';
import '../../views/popover.css';
import { Icon } from '../ui/Icon';
import type { Command } from './commands';

export interface MenuHandle {
  open(id: RunId, anchor: HTMLElement): void;
}

/** CSS pixels. */
const width = 264;

/** One menu for all runs: it stands beside the button that it was asked by. */
export function Menu({ ref, commands }: { ref: Ref<MenuHandle>; commands: (id: RunId) => readonly Command[] }) {
  const box = useRef<HTMLDivElement>(null);
  const [of, setOf] = useState<{ id: RunId; anchor: HTMLElement } | null>(null);

  useImperativeHandle(ref, () => ({
    open(id, anchor) {
      const element = box.current!;
      const place = anchor.getBoundingClientRect();
      const placed = placeBeside(place, place, width, { width: innerWidth, height: innerHeight }, false);
      for (const [side, pixels] of Object.entries(placed)) element.style.setProperty(side, pixels === null ? 'auto' : `${pixels}px`);
      setOf({ id, anchor });
      element.showPopover();
      requestAnimationFrame(() => element.querySelector<HTMLElement>('[role=menuitem]')?.focus());
    },
  }));

  const byKey = (event: KeyboardEvent) => {
    const items = [...box.current!.querySelectorAll<HTMLElement>('[role=menuitem]')];
    const at = items.findIndex((item) => item === document.activeElement);
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: items.length - 1 }[event.key];
    if (to === undefined) {
      if (event.key === 'Tab') box.current!.hidePopover();
      return;
    }
    event.preventDefault();
    items[(to + items.length) % items.length]?.focus();
  };

  return (
    <div
      ref={box}
      popover="auto"
      role="menu"
      tabIndex={-1}
      aria-label="Commands"
      className="popover run-menu"
      onKeyDown={byKey}
      onToggle={({ newState }) => newState === 'closed' && setOf(null)}
    >
      {of &&
        commands(of.id).map(({ id, label, key, icon, not, do: run }) => (
          <button
            key={id}
            type="button"
            role="menuitem"
            tabIndex={-1}
            aria-disabled={not !== null || undefined}
            onClick={() => {
              if (not !== null) return;
              box.current!.hidePopover();
              run();
            }}
          >
            <Icon name={icon} />
            <span>
              {label}
              {not && <small>{not}</small>}
            </span>
            {key && <kbd aria-hidden="true">{key}</kbd>}
          </button>
        ))}
    </div>
  );
}
