/* oxlint-disable jsx-a11y/prefer-tag-over-role -- HTML has no element for a list that a search box goes through. */
import { useEffect, useId, useMemo, useRef, useState, type CSSProperties, type KeyboardEvent } from 'react';
import type { MethodId } from '../../methods/config';
import { cited } from '../../methods/method';
import { session } from '../../store/session';
import { useRun } from '../../store/runStore';
import type { RunState } from '../../store/state';
import { formatSeconds } from '../../views/format';
import { act } from '../act';
import '../styles/dialogs.css';
import '../styles/methods.css';
import { cards, drawn, found, inGroups, meant, type MethodCard } from './cards';
import { fitOf, type Fit } from './fit';

/**
 * The dialog "Methods": all methods in their groups, a search through them, and one told in full. The focus stays in the search box, and
 * arrows go through the list.
 */
export function MethodDialog({ onClose }: { onClose: () => void }) {
  const dialog = useRef<HTMLDialogElement>(null);
  const id = useId();
  const current = useRun((state) => state.config.method);
  const fits = useFits();
  const [query, setQuery] = useState('');
  const [wanted, setWanted] = useState<string>(current);
  const listed = useMemo(() => found(query), [query]);
  const active = listed.find((card) => card.id === wanted) ?? listed[0] ?? null;
  useEffect(() => {
    if (!dialog.current?.open) dialog.current?.showModal();
    // A keyboard on the screen would cover what there is to choose.
    if (matchMedia('(pointer: coarse)').matches) dialog.current?.focus();
  }, []);

  const search = (typed: string) => {
    setQuery(typed);
    const best = typed.trim() === '' ? null : meant(typed, found(typed));
    if (best) setWanted(best.id);
  };
  const close = () => dialog.current?.close();
  const take = (card: MethodCard) => {
    if (!('method' in card.of)) return;
    close();
    if (card.id !== current) act(() => session.configure({ method: card.id as MethodId }), 'method');
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const next = nextOf(listed, active, event.key);
    if (next) setWanted(next.id);
    else if (event.key === 'Enter' && active && !event.nativeEvent.isComposing) take(active);
    else return;
    event.preventDefault();
  };
  return (
    <dialog ref={dialog} className="methods" aria-label="Methods" tabIndex={-1} onClose={onClose}>
      <div className="methods-list">
        <input
          className="methods-search"
          type="text"
          role="combobox"
          aria-label="Search"
          aria-expanded={listed.length > 0}
          aria-controls={`${id}-list`}
          aria-autocomplete="list"
          aria-activedescendant={active ? `${id}-${active.id}` : undefined}
          placeholder="Find a method or a paper"
          autoComplete="off"
          spellCheck={false}
          value={query}
          onChange={(event) => search(event.target.value)}
          onKeyDown={onKeyDown}
        />
        <div className="methods-groups" id={`${id}-list`} role="listbox" aria-label="All methods">
          {inGroups(listed).map(([group, own]) => (
            <div key={group} role="group" aria-label={group}>
              <h3 aria-hidden="true">{group}</h3>
              <div className="methods-columns" style={{ '--rows': Math.ceil(own.length / 2) } as CSSProperties}>
                {own.map((card) => (
                  <Option
                    key={card.id}
                    id={`${id}-${card.id}`}
                    card={card}
                    active={card === active}
                    current={card.id === current}
                    dimmed={(fits.get(card.id)?.refusal ?? null) !== null}
                    onShow={() => setWanted(card.id)}
                    onUse={() => take(card)}
                  />
                ))}
              </div>
            </div>
          ))}
        </div>
        <output className="methods-count">{countSaid(listed.length, query)}</output>
      </div>
      <div className="methods-about">
        {active && <About card={active} fit={fits.get(active.id)} />}
        <div className="methods-buttons">
          {active && 'method' in active.of && (
            <button type="button" className="primary" onClick={() => take(active)}>
              {active.id === current ? 'Keep' : 'Use'} {active.of.method.name}
            </button>
          )}
          <button type="button" onClick={close}>
            Cancel
          </button>
        </div>
      </div>
    </dialog>
  );
}

function countSaid(count: number, query: string): string {
  const typed = query.trim();
  if (typed === '') return '';
  if (count === 0) return `No method and no paper has “${typed}”.`;
  return count === 1 ? '1 method' : `${count} methods`;
}

/** The card that a key goes to. */
function nextOf(listed: readonly MethodCard[], active: MethodCard | null, key: string): MethodCard | null {
  const at = active ? listed.indexOf(active) : -1;
  const last = listed.length - 1;
  const to = { ArrowDown: Math.min(last, at + 1), ArrowUp: Math.max(0, at - 1), PageDown: last, PageUp: 0 }[key];
  return to === undefined ? null : (listed[to] ?? null);
}

const selectDataset = ({ dataset }: RunState) => dataset;
const selectConfig = ({ config }: RunState) => config;
const selectHardware = ({ backend }: RunState) => backend?.hardware ?? false;

/** How each method would do on the data that are open. */
function useFits(): ReadonlyMap<string, Fit> {
  const dataset = useRun(selectDataset);
  const config = useRun(selectConfig);
  const hardware = useRun(selectHardware);
  return useMemo(
    () =>
      new Map(
        dataset ? cards.flatMap(({ id, of }) => ('method' in of ? [[id, fitOf(of.method, dataset, config, hardware)] as const] : [])) : [],
      ),
    [dataset, config, hardware],
  );
}

interface OptionProps {
  id: string;
  card: MethodCard;
  active: boolean;
  current: boolean;
  dimmed: boolean;
  onShow: () => void;
  onUse: () => void;
}

function Option({ id, card, active, current, dimmed, onShow, onUse }: OptionProps) {
  const element = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (active) element.current?.scrollIntoView({ block: 'nearest' });
  }, [active]);
  const unusable = dimmed || 'absent' in card.of;
  return (
    // The search box has the focus and the keys; here are the pointer's.
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/interactive-supports-focus
    <div
      ref={element}
      id={id}
      role="option"
      className={`methods-option${unusable ? ' is-dimmed' : ''}`}
      aria-selected={active}
      onMouseDown={(event) => event.preventDefault()}
      onClick={onShow}
      onDoubleClick={onUse}
    >
      <strong>{card.name}</strong> {current && <span className="methods-mark">in use</span>} <span className="note">{card.brief}</span>
    </div>
  );
}

interface AboutProps {
  card: MethodCard;
  fit: Fit | undefined;
}

/** One method in full. */
function About({ card, fit }: AboutProps) {
  const { of, name, papers } = card;
  return (
    // A region that scrolls is reached by the keyboard.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <section className="methods-told" aria-label={name} tabIndex={0}>
      <h2>{name}</h2>
      {'absent' in of ? (
        <>
          <p>Not here, because {of.absent.because}</p>
          <p>{of.absent.instead}</p>
        </>
      ) : (
        <p>{of.method.sentence}</p>
      )}
      {fit?.refusal && <p className="methods-refusal">Not with these data as it begins: {fit.refusal}</p>}
      {fit?.remarks.map((sentence) => (
        <p key={sentence} className="note">
          {sentence}
        </p>
      ))}
      <dl>
        {'method' in of && (
          <div>
            <dt>Draws</dt>
            <dd>{drawn(of.method).join(', ')}</dd>
          </div>
        )}
        {fit?.seconds && (
          <div>
            <dt>Time, about</dt>
            <dd>{formatSeconds(fit.seconds)} on these data</dd>
          </div>
        )}
        <div>
          <dt>{papers.length === 1 ? 'Paper' : 'Papers'}</dt>
          {papers.map((paper) => (
            <dd key={paper.title}>{cited(paper)}</dd>
          ))}
        </div>
      </dl>
    </section>
  );
}
