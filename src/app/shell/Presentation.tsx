import { useEffect, useRef } from 'react';
import { useArrangement } from './arrangement';
import { Opening } from './FirstMinute';

/** What is said under the map while it is shown to a room; Escape leaves. */
export function Presentation() {
  const present = useArrangement((state) => state.present);
  const leave = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key === 'Escape' && !event.defaultPrevented && !document.querySelector('dialog[open], [popover]:popover-open'))
        present(false);
    };
    window.addEventListener('keydown', onKey);
    // What had the focus is not on the page for now; it has it again afterwards.
    const before = document.activeElement;
    leave.current?.focus();
    return () => {
      window.removeEventListener('keydown', onKey);
      requestAnimationFrame(() => before instanceof HTMLElement && before.focus());
    };
  }, [present]);
  return (
    <section className="presentation" aria-label="Presentation">
      <h1 className="visually-hidden">Basins</h1>
      <Opening />
      <button ref={leave} type="button" onClick={() => present(false)}>
        Leave
      </button>
    </section>
  );
}
