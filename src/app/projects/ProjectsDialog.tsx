import { useCallback, useEffect, useRef, useState } from 'react';
import type { StoredProject } from '../../store/project/shapes';
import { sizeOf } from '../../store/project/sizes';
import { openFiles } from '../panels/openFiles';
import { act, sentenceOf } from '../act';
import { Alert } from '../ui/Alert';
import '../styles/dialogs.css';
import '../styles/projects.css';
import {
  bringBackProject,
  copyProject,
  deleteEverything,
  deleteProject,
  forgetDeleted,
  projects,
  renameProject,
  saveProject,
} from './commands';
import { nameOf, newProject, openProject } from './keeper';
import { useKeeping } from './useKeeping';

/** The dialog "Projects": all that this browser keeps, with what is done with a whole project. */
export function ProjectsDialog({ onClose }: { onClose: () => void }) {
  const dialog = useRef<HTMLDialogElement>(null);
  const file = useRef<HTMLInputElement>(null);
  const current = useKeeping((state) => state.id);
  const bytes = useKeeping((state) => state.bytes);
  const [found, setFound] = useState<readonly StoredProject[] | null>(null);
  const [failure, setFailure] = useState<string | null>(null);
  const [sure, setSure] = useState(false);
  const list = useCallback(() => projects().then(setFound), []);
  useEffect(() => {
    if (!dialog.current?.open) dialog.current?.showModal();
    list().catch((error: unknown) => setFailure(sentenceOf(error)));
  }, [list]);

  const close = () => dialog.current?.close();
  const closed = () => {
    onClose();
    if (found?.some(({ deleted }) => deleted !== null)) act(forgetDeleted, 'project');
  };
  /** A failure is a sentence in the dialog, and what is listed is what is there. */
  const attempt = (work: () => Promise<unknown>, closes = false) => {
    setFailure(null);
    work().then(
      () => (closes ? close() : list().catch((error: unknown) => setFailure(sentenceOf(error)))),
      (error: unknown) => setFailure(sentenceOf(error)),
    );
  };
  return (
    <dialog ref={dialog} className="projects" aria-label="Projects" onClose={closed}>
      <h2>Projects</h2>
      <div className="projects-tools">
        <button type="button" onClick={() => attempt(newProject, true)}>
          New project
        </button>
        <button type="button" onClick={() => file.current?.click()}>
          Open a project file…
        </button>
        <input
          ref={file}
          type="file"
          accept=".basins"
          hidden
          aria-label="Project file"
          onChange={({ target }) => {
            openFiles([...(target.files ?? [])]);
            close();
          }}
        />
        <button type="button" onClick={() => attempt(() => saveProject(true))}>
          Save project
        </button>
        <button type="button" onClick={() => attempt(() => saveProject(false))}>
          Save without data
        </button>
      </div>
      {failure && <Alert tone="error" sentence={failure} />}
      {found?.length === 0 && <p className="note">Nothing is kept yet. What you do becomes a project by itself, with your first change.</p>}
      <ul className="projects-list">
        {found?.map((project) => (
          <Project key={project.id} project={project} current={project.id === current} attempt={attempt} />
        ))}
      </ul>
      <div className="dialog-buttons">
        <p className="note">
          {bytes === null ? 'Your data stay in this browser.' : `Kept in this browser, ${sizeOf(bytes)}.`} Nothing is sent anywhere.
        </p>
        {sure ? (
          <>
            <span>Delete all projects, runs and data of this browser, for good?</span>
            <button type="button" onClick={() => (setSure(false), attempt(deleteEverything))}>
              Delete all
            </button>
            <button type="button" onClick={() => setSure(false)}>
              Keep them
            </button>
          </>
        ) : (
          found &&
          found.length > 0 && (
            <button type="button" className="quiet" onClick={() => setSure(true)}>
              Delete everything…
            </button>
          )
        )}
        <button type="button" onClick={close}>
          Close
        </button>
      </div>
    </dialog>
  );
}

interface ProjectProps {
  project: StoredProject;
  current: boolean;
  attempt: (work: () => Promise<unknown>, closes?: boolean) => void;
}

function Project({ project, current, attempt }: ProjectProps) {
  const [renaming, setRenaming] = useState(false);
  const name = nameOf(project);
  const { id, thumbnail, trained, changed, data } = project;
  if (project.deleted !== null)
    return (
      <li className="project is-deleted">
        <p>“{name}” was deleted.</p>
        <button type="button" onClick={() => attempt(() => bringBackProject(id))}>
          Undo
        </button>
      </li>
    );
  const rename = (typed: string) => {
    setRenaming(false);
    if (typed.trim() !== name) attempt(() => renameProject(id, typed.trim().slice(0, 200) || null));
  };
  return (
    <li className="project" aria-current={current ? 'true' : undefined}>
      <button
        type="button"
        className="project-picture"
        aria-label={`Open ${name}`}
        disabled={current}
        onClick={() => attempt(() => openProject(id), true)}
      >
        {thumbnail ? <img src={thumbnail} alt="" /> : <span className="project-blank" />}
      </button>
      <div className="project-told">
        {renaming ? (
          <input
            type="text"
            aria-label="Name of the project"
            defaultValue={name}
            maxLength={200}
            // The press that asked for it leads here.
            // oxlint-disable-next-line jsx-a11y/no-autofocus
            autoFocus
            onFocus={({ target }) => target.select()}
            onBlur={({ target }) => rename(target.value)}
            onKeyDown={(event) => {
              if (event.key === 'Enter') rename(event.currentTarget.value);
              if (event.key !== 'Escape') return;
              event.preventDefault();
              setRenaming(false);
            }}
          />
        ) : (
          <strong>{name}</strong>
        )}
        <span className="note">
          {[current ? 'shown now' : null, data === name ? null : data, runsOf(trained), dateOf(changed)].filter(Boolean).join(' · ')}
        </span>
        <div className="project-tools">
          {!current && (
            <button type="button" onClick={() => attempt(() => openProject(id), true)}>
              Open
            </button>
          )}
          <button type="button" onClick={() => setRenaming(true)}>
            Rename
          </button>
          <button type="button" onClick={() => attempt(() => copyProject(project))}>
            Duplicate
          </button>
          <button type="button" onClick={() => attempt(() => deleteProject(id))}>
            Delete
          </button>
        </div>
      </div>
    </li>
  );
}

const runsOf = (trained: number): string => (trained === 0 ? 'no runs yet' : trained === 1 ? '1 run' : `${trained} runs`);

const dateOf = (at: number): string =>
  new Date(at).toLocaleString('en', { day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit', hour12: false });
