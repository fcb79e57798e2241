import { useEffect, useState, type ReactNode } from 'react';
import { useGlossary } from '../../views/Term';
import { ProjectButton } from '../projects/ProjectButton';
import { Icon, type IconName } from '../ui/Icon';
import { enter } from '../present/usePresenting';
import { useArrangement, type Column } from './arrangement';
import { BackendStatus } from './BackendStatus';
import { ExportMenu } from './ExportMenu';
import { DatasetPicker, MethodPicker } from './Pickers';
import { ShareButton } from './ShareButton';
import { Shortcuts } from './Shortcuts';
import { ThemeToggle } from './ThemeToggle';
import { UndoButtons } from './UndoButtons';
import { ProgressLine } from './TrainingStatus';

/** What is clustered by which method, and what is done with the whole page. */
export function Header() {
  return (
    <header className="header" id="header" tabIndex={-1}>
      <h1 className="wordmark">
        <ProjectButton />
      </h1>
      <div className="pickers">
        <DatasetPicker />
        <span className="slash" aria-hidden="true">
          /
        </span>
        <MethodPicker />
      </div>
      <UndoButtons />
      <Tools>
        <BackendStatus />
        <ShareButton />
        <ExportMenu />
        <PresentButton />
        <ThemeToggle />
        <GlossaryButton />
        <Shortcuts />
        <ColumnButton column="settings" icon="left" name="Settings column" />
        <ColumnButton column="readings" icon="right" name="Readings column" />
      </Tools>
      <ProgressLine />
    </header>
  );
}

/** What is done with the whole page; on phones behind a button. */
function Tools({ children }: { children: ReactNode }) {
  const [open, setOpen] = useState(false);
  useEffect(() => {
    if (!open) return undefined;
    const listening = new AbortController();
    const { signal } = listening;
    const elsewhere = ({ target }: Event) => target instanceof Element && !target.closest('.tools, .more-button, dialog, [popover]');
    window.addEventListener('pointerdown', (event) => elsewhere(event) && setOpen(false), { signal });
    window.addEventListener('keydown', ({ key }) => key === 'Escape' && setOpen(false), { signal });
    return () => listening.abort();
  }, [open]);
  return (
    <>
      <button
        type="button"
        className="icon-button more-button"
        aria-label="More"
        title="More"
        aria-expanded={open}
        aria-controls="tools"
        onClick={() => setOpen(!open)}
      >
        <Icon name="more" />
      </button>
      <div id="tools" className="tools" data-open={open || undefined}>
        {children}
      </div>
    </>
  );
}

function GlossaryButton() {
  const open = useGlossary((state) => state.open);
  return (
    <button type="button" className="icon-button roomy" aria-label="Glossary" title="What the words mean" onClick={() => open('memory')}>
      <Icon name="words" />
    </button>
  );
}

function PresentButton() {
  return (
    <button type="button" className="tool roomy" aria-label="Present" title="Present (P)" onClick={enter}>
      <Icon name="present" />
      <span className="wide-only">Present</span>
    </button>
  );
}

function ColumnButton({ column, icon, name }: { column: Column; icon: IconName; name: string }) {
  const open = useArrangement((state) => state[column]);
  const toggle = useArrangement(({ toggleColumn }) => toggleColumn);
  return (
    <button
      type="button"
      className="icon-button column-button"
      aria-label={name}
      title={`${name}: ${open ? 'put away' : 'show'}`}
      aria-pressed={open}
      onClick={() => toggle(column, !open)}
    >
      <Icon name={icon} />
    </button>
  );
}
