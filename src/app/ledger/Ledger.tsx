import { memo, useCallback, useMemo, useRef, useState, type KeyboardEvent } from 'react';
import { entriesOf, standingOf } from '../../store/runs/entries';
import type { RunId, RunRecord } from '../../store/runs/record';
import { useStore } from '../../store/state';
import { Icon } from '../ui/Icon';
import { Changes } from './Changes';
import { commandsFor, deleteRun, renameRun, showRun, toggleCompare } from './commands';
import { entryName, entryOf } from './entries';
import { Menu, type MenuHandle } from './Menu';
import { Thumbnail } from './Thumbnail';
import './ledger.css';

/** The focus goes to the row of this run, once it is there. */
const focusRow = (id: RunId): void => document.querySelector<HTMLElement>(`[data-run="${id}"] .run-show`)?.focus();

/** Every training that was made, the newest first. */
export function Ledger() {
  const runs = useStore((state) => state.runs);
  const current = useStore((state) => state.current);
  const compared = useStore((state) => state.compared?.run ?? null);
  const fingerprint = useStore((state) => state.runs.get(state.current)!.data.fingerprint);
  const entries = useMemo(() => entriesOf(runs), [runs]);
  const [focused, setFocused] = useState<RunId | null>(null);
  const [renaming, setRenaming] = useState<RunId | null>(null);
  const menu = useRef<MenuHandle>(null);

  const openMenu = useCallback((id: RunId, anchor: HTMLElement) => menu.current?.open(id, anchor), []);
  const endRename = useCallback((id: RunId) => {
    setRenaming(null);
    requestAnimationFrame(() => focusRow(id));
  }, []);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target instanceof HTMLInputElement) return;
    const row = event.target instanceof Element ? event.target.closest<HTMLElement>('[data-run]') : null;
    const index = entries.findIndex(({ id }) => id === Number(row?.dataset['run']));
    const record = entries[index];
    if (!record) return;
    const to = { ArrowUp: index - 1, ArrowDown: index + 1, Home: 0, End: entries.length - 1 }[event.key];
    if (to !== undefined) {
      const next = entries[Math.max(0, Math.min(entries.length - 1, to))]!;
      focusRow(next.id);
    } else if (event.key === 'F2') setRenaming(record.id);
    else if (event.key === 'Delete') {
      // The focus stays in the list.
      const neighbour = entries[index + 1] ?? entries[index - 1];
      deleteRun(record);
      if (neighbour) requestAnimationFrame(() => focusRow(neighbour.id));
    } else if (event.key.toLowerCase() === 'c') toggleCompare(record);
    else return;
    event.preventDefault();
  };

  const tabStop = entries.some(({ id }) => id === focused) ? focused : entries.some(({ id }) => id === current) ? current : entries[0]?.id;
  return (
    <>
      {/* The keys act on the row that has the focus; each has its line in the row's menu. */}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions */}
      <ul className="runs-list" aria-label="Runs" onKeyDown={onKeyDown}>
        {entries.map((record, i) => (
          <Row
            key={record.id}
            record={record}
            before={entries[i + 1] ?? null}
            fingerprint={fingerprint}
            current={record.id === current}
            mark={compared === null ? null : record.id === current ? 'A' : record.id === compared ? 'B' : null}
            tabStop={record.id === tabStop}
            renaming={record.id === renaming}
            onFocus={setFocused}
            onMenu={openMenu}
            onRenamed={endRename}
          />
        ))}
      </ul>
      <Menu
        ref={menu}
        commands={(id) => {
          const record = runs.get(id);
          return record ? commandsFor(record, { current: id === current, rename: () => setRenaming(id) }) : [];
        }}
      />
    </>
  );
}

interface RowProps {
  record: RunRecord;
  before: RunRecord | null;
  fingerprint: string;
  current: boolean;
  /** Of two that are compared. */
  mark: 'A' | 'B' | null;
  tabStop: boolean;
  renaming: boolean;
  onFocus: (id: RunId) => void;
  onMenu: (id: RunId, anchor: HTMLElement) => void;
  onRenamed: (id: RunId) => void;
}

const Row = memo(function Row({ record, before, fingerprint, current, mark, tabStop, renaming, onFocus, onMenu, onRenamed }: RowProps) {
  const entry = useMemo(() => entryOf(record, before, fingerprint), [record, before, fingerprint]);
  const { id, title, method, score, numbers, differs, changes, epochs, training, film, dropped, elsewhere, pinned } = entry;
  const { epoch, epochs: all } = record.training;
  const details = [elsewhere && `on ${elsewhere}`, dropped && film, ...numbers, epochs, !dropped && film].filter(Boolean).join(' · ');
  return (
    <li className={current ? 'run current' : 'run'} data-run={id} aria-label={entryName(entry)}>
      <span className="run-picture">
        <Thumbnail of={training ? null : standingOf(record)} plane={record.kept?.plane ?? null} />
        {training && <progress className="run-progress" aria-label={`Progress of ${title}`} max={Math.max(1, all)} value={epoch} />}
        {mark && <span className="run-mark">{mark}</span>}
      </span>
      {renaming ? (
        <NameBox record={record} title={title} onEnd={onRenamed} />
      ) : (
        <button
          type="button"
          className="run-show"
          aria-current={current || undefined}
          aria-describedby={`run-details-${id}`}
          tabIndex={tabStop ? 0 : -1}
          onFocus={() => onFocus(id)}
          onClick={() => showRun(record)}
        >
          <span className="run-title" title={title}>
            {title} · {method}
          </span>
          {score && (
            <span className="run-score" title={score.name}>
              {score.text}
            </span>
          )}
          <span className="run-differs" title={differs}>
            {changes.length > 0 ? <Changes of={changes} /> : differs}
          </span>
        </button>
      )}
      <span className="run-details" id={`run-details-${id}`}>
        {details}
      </span>
      {pinned && (
        <span className="run-pin" title="Pinned: its film is kept">
          <Icon name="pin" solid />
          <span className="visually-hidden">pinned</span>
        </span>
      )}
      <button
        type="button"
        className="icon-button run-more"
        aria-label={`Commands for ${title}`}
        aria-haspopup="menu"
        tabIndex={tabStop ? 0 : -1}
        onClick={({ currentTarget }) => onMenu(id, currentTarget)}
      >
        <Icon name="more" />
      </button>
    </li>
  );
});

/** Characters of a name. */
const longestName = 120;

function NameBox({ record, title, onEnd }: { record: RunRecord; title: string; onEnd: (id: RunId) => void }) {
  const cancelled = useRef(false);
  const take = (text: string) => {
    const name = text.trim();
    if (!cancelled.current && name !== title) renameRun(record, name || null);
    onEnd(record.id);
  };
  return (
    <input
      type="text"
      className="run-name"
      aria-label={`Name of ${title}`}
      defaultValue={title}
      maxLength={longestName}
      // It stands where the focus was.
      // oxlint-disable-next-line jsx-a11y/no-autofocus
      autoFocus
      onFocus={({ currentTarget }) => currentTarget.select()}
      onBlur={({ currentTarget }) => take(currentTarget.value)}
      onKeyDown={({ key, currentTarget }) => {
        cancelled.current = key === 'Escape';
        if (key === 'Enter' || key === 'Escape') currentTarget.blur();
      }}
    />
  );
}
