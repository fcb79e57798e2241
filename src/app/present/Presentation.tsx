import { useEffect, useRef, useState, type KeyboardEvent as ReactKeyboardEvent } from 'react';
import { useRun } from '../../store/runStore';
import { captionMoment, mostCaption } from '../../store/moments';
import { useStore, type KeptMoment, type RunState } from '../../store/state';
import { act } from '../act';
import { Opening } from '../shell/FirstMinute';
import { Icon } from '../ui/Icon';
import { keepThis } from './keep';
import { Moments } from './Moments';
import { leave, showLesson, step } from './presenting';
import { usePresenting } from './usePresenting';

/** What is said under the map while it is shown to a room, and the way through kept moments; Escape leaves. */
export function Presentation() {
  const leaveButton = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    // What had the focus is not on the page for now; it has it again afterwards.
    const before = document.activeElement;
    leaveButton.current?.focus();
    window.addEventListener('keydown', onKey, { capture: true });
    return () => {
      window.removeEventListener('keydown', onKey, { capture: true });
      requestAnimationFrame(() => before instanceof HTMLElement && before.focus());
    };
  }, []);
  return (
    <section className="presentation" aria-label="Presentation">
      <h1 className="visually-hidden">Basins</h1>
      <Caption />
      <Way />
      <div className="presentation-tools">
        <button type="button" onClick={() => act(keepThis, 'moment')}>
          Keep this moment
        </button>
        <Moments />
        <button ref={leaveButton} type="button" onClick={() => act(leave)}>
          Leave <kbd>Esc</kbd>
        </button>
      </div>
    </section>
  );
}

const isTyping = (target: EventTarget | null): boolean =>
  target instanceof Element && target.matches('textarea, select, input:not([type=range], [type=checkbox])');

/** Page keys go through the moments wherever the focus is, as remote controls send them; arrows where they have no other meaning. */
function onKey(event: KeyboardEvent): void {
  const { key, target } = event;
  const elsewhere = document.querySelector('dialog[open], [popover]:popover-open') !== null || isTyping(target);
  if (elsewhere || event.ctrlKey || event.metaKey || event.altKey) return;
  const arrows = !(target instanceof Element && target.closest('input, [role=slider], .memory, .drop, .embedding-over'));
  if (key === 'Escape' || key.toLowerCase() === 'p') act(leave);
  else if (key === 'PageDown' || (key === 'ArrowRight' && arrows)) act(() => step(1), 'moment');
  else if (key === 'PageUp' || (key === 'ArrowLeft' && arrows)) act(() => step(-1), 'moment');
  else return;
  event.preventDefault();
  event.stopPropagation();
}

/** The moments of the show that goes on, and which of them is shown; -1: what is on the page. */
function useShow(): { readonly moments: readonly KeptMoment[]; readonly index: number } {
  const at = usePresenting((state) => state.at);
  const kept = useStore((state) => state.moments);
  const lesson = usePresenting((state) => state.lesson);
  const moments = at?.show === 'lesson' ? lesson : kept;
  return { moments, index: at ? moments.findIndex(({ id }) => id === at.id) : -1 };
}

function Caption() {
  const { moments, index } = useShow();
  const moment = moments[index];
  const own = usePresenting(({ at }) => at?.show === 'kept');
  const none = useStore(({ moments }) => moments.length === 0);
  const [editing, setEditing] = useState<string | null>(null);
  return (
    <div className="presentation-said">
      {!moment ? (
        <>
          <Opening />
          {none && (
            <button type="button" className="quiet" onClick={() => act(showLesson, 'moment')}>
              The first lesson
            </button>
          )}
        </>
      ) : editing === moment.id ? (
        <Edit key={moment.id} moment={moment} onDone={() => setEditing(null)} />
      ) : (
        <p className="opening" aria-live="polite">
          {moment.caption}{' '}
          {own && (
            <button
              type="button"
              className="icon-button"
              aria-label="Edit the caption"
              title="Edit the caption"
              onClick={() => setEditing(moment.id)}
            >
              <Icon name="edit" />
            </button>
          )}
        </p>
      )}
      <Told />
    </div>
  );
}

/** Enter keeps what was typed, Escape what was there. */
function Edit({ moment: { id, caption }, onDone }: { moment: KeptMoment; onDone: () => void }) {
  const box = useRef<HTMLTextAreaElement>(null);
  useEffect(() => box.current?.select(), []);
  const byKey = (event: ReactKeyboardEvent<HTMLTextAreaElement>) => {
    if (event.key === 'Enter') captionMoment(id, event.currentTarget.value);
    else if (event.key !== 'Escape') return;
    event.preventDefault();
    event.stopPropagation();
    onDone();
  };
  return (
    <textarea
      ref={box}
      className="opening"
      aria-label="Caption"
      defaultValue={caption}
      maxLength={mostCaption}
      rows={2}
      onKeyDown={byKey}
      onBlur={(event) => {
        captionMoment(id, event.currentTarget.value);
        onDone();
      }}
    />
  );
}

const about = ['moment', 'link', 'dataset'];
const selectMessages = ({ messages }: RunState) => messages;

/** What could not be shown, and a training that waits. */
function Told() {
  const aside = useStore((state) => state.aside);
  const said = useRun(selectMessages).filter((message) => aside && message.about !== null && about.includes(message.about));
  const waits = usePresenting((state) => state.waits);
  return (
    <>
      {waits && <p className="presentation-note">Your training waits, and goes on afterwards.</p>}
      {said.map(({ id, sentence }) => (
        <output key={id} className="presentation-note">
          {sentence}
        </output>
      ))}
    </>
  );
}

/** "3 of 5", and the ways on and back. */
function Way() {
  const { moments, index } = useShow();
  const count = moments.length;
  if (count === 0) return null;
  return (
    <div className="presentation-way">
      <button
        type="button"
        className="icon-button"
        aria-label="Moment before"
        title="Moment before (←)"
        disabled={index < 0}
        onClick={() => act(() => step(-1), 'moment')}
      >
        <Icon name="earlier" />
      </button>
      <output aria-label="Moment">{index < 0 ? `Now, and ${count} kept` : `${index + 1} of ${count}`}</output>
      <button
        type="button"
        className="icon-button"
        aria-label="Next moment"
        title="Next moment (→)"
        disabled={index >= count - 1}
        onClick={() => act(() => step(1), 'moment')}
      >
        <Icon name="fold" />
      </button>
    </div>
  );
}
