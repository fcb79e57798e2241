import { useEffect, useEffectEvent, useId, useRef, useState, type ReactNode } from 'react';
import { placeBeside } from './placement';
import './popover.css';

interface Props {
  /** Accessible name of the button. */
  label: string;
  /** The contents of the button. */
  button: ReactNode;
  className?: string;
  /** In CSS pixels; narrower where the window is. */
  width?: number;
  /** Selector of what around the button stays uncovered; the button alone where it is left out. */
  clearOf?: string;
  /** It may stand at the side of what stays uncovered, where there is room. */
  sideways?: boolean;
  /** Called with true before it shows, false after it is gone. */
  onOpen?: (open: boolean) => void;
  /** What it shows is there while it is closed, too. */
  kept?: boolean;
  /** Rendered only while open, where it is not kept. */
  children: ReactNode;
}

/** The outermost element around this one that the selector finds. */
function outermost(element: Element, selector: string): Element | null {
  const found = element.closest(selector);
  return (found?.parentElement && outermost(found.parentElement, selector)) ?? found;
}

/** A button and what it shows on request, beside it. The browser itself closes it: Escape, or a click elsewhere. */
export function Popover({
  label,
  button,
  className = '',
  width = 300,
  clearOf,
  sideways = clearOf !== undefined,
  onOpen,
  kept: always = false,
  children,
}: Props) {
  const id = useId();
  const trigger = useRef<HTMLButtonElement>(null);
  const box = useRef<HTMLDivElement>(null);
  const [open, setOpen] = useState(false);

  const place = () => {
    const style = box.current?.style;
    if (!trigger.current || !style) return;
    const anchor = trigger.current.getBoundingClientRect();
    const kept = clearOf === undefined ? null : outermost(trigger.current, clearOf);
    const placed = placeBeside(
      anchor,
      kept?.getBoundingClientRect() ?? anchor,
      width,
      { width: window.innerWidth, height: window.innerHeight },
      sideways,
    );
    for (const [side, pixels] of Object.entries(placed)) style.setProperty(side, pixels === null ? 'auto' : `${pixels}px`);
  };

  // A window that is turned or made narrower would leave it beside nothing, or outside.
  const follow = useEffectEvent(place);
  useEffect(() => {
    if (!open) return;
    window.addEventListener('resize', follow);
    return () => window.removeEventListener('resize', follow);
  }, [open]);

  return (
    <>
      <button ref={trigger} type="button" className={className} aria-label={label} popoverTarget={id} aria-expanded={open}>
        {button}
      </button>
      <div
        ref={box}
        id={id}
        popover="auto"
        className="popover"
        onBeforeToggle={(event) => {
          const opens = event.newState === 'open';
          if (opens) {
            place();
            onOpen?.(true);
          }
          setOpen(opens);
        }}
        onToggle={(event) => {
          if (event.newState === 'closed') onOpen?.(false);
        }}
      >
        {(open || always) && children}
      </div>
    </>
  );
}
