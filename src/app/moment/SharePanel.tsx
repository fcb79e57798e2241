import { useEffect, useState } from 'react';
import { inCatalogue } from '../../data/catalogue';
import { session } from '../../store/session';
import { currentRun, useRun } from '../../store/runStore';
import { wordsOf } from '../../views/words';
import { act, sentenceOf } from '../act';
import { download, fileStem } from '../export/download';
import { rememberExport } from '../leaving';
import { keepThis } from '../present/keep';
import { takeMoment, type Taken } from './take';
import './share.css';

/** The link of what is on the page, to copy. User data are never in it. */
export function SharePanel() {
  const [taken, setTaken] = useState<Taken | null>(null);
  const [said, setSaid] = useState('');
  const dataset = useRun((state) => state.dataset);
  const shown = useRun((state) => state.shown);
  useEffect(() => {
    let gone = false;
    act(async () => {
      const now = await takeMoment();
      if (!gone) setTaken(now);
    });
    return () => {
      gone = true;
    };
  }, []);
  const link = taken && `${location.origin}${location.pathname}${taken.link}`;
  const copy = () => {
    const copied = navigator.clipboard
      ? navigator.clipboard.writeText(link!)
      : Promise.reject(new Error('this browser has no clipboard for pages'));
    copied.then(
      () => setSaid('The link was copied.'),
      (error: unknown) => setSaid(`The link could not be copied (${sentenceOf(error)}): copy it by hand.`),
    );
  };
  const keep = () =>
    act(async () => {
      await keepThis();
      setSaid('The moment is kept: Present (P) goes through what is kept.');
    });
  const own = dataset !== null && !inCatalogue(dataset.id);
  const whole = taken?.left === null;
  return (
    <div className="share">
      <p className="popover-title">Share this moment</p>
      <p>
        {!taken
          ? 'Making the link …'
          : whole
            ? `The link opens this very picture: settings, ${wordsOf(shown?.model ?? null).prototypes}, epoch ${shown?.epoch ?? 0}, camera. ${sizeOf(taken.bytes)}.`
            : taken.left}
      </p>
      <div className="share-link">
        <input type="text" readOnly value={link ?? ''} aria-label="Link" onFocus={(event) => event.target.select()} />
        <button type="button" className="primary" disabled={!link} onClick={copy}>
          Copy
        </button>
      </div>
      <output>{said}</output>
      <button type="button" className="soft" onClick={keep} disabled={!taken}>
        Keep this moment
      </button>
      {shown?.latent?.pretrained && (
        <p className="note">A link holds neither networks nor decoded pictures: whoever opens it trains, or opens the file.</p>
      )}
      {own && <p className="note">{ownSentence(dataset)}</p>}
      {taken && !whole && (
        <button type="button" className="button" onClick={saveModel}>
          Save the model
        </button>
      )}
      <p className="popover-title">The whole project</p>
      <p>All runs with their films, as a file that opens on this page anywhere.</p>
      <div className="share-files">
        <button type="button" className="soft" onClick={() => save(true)}>
          Save project
        </button>
        {own && (
          <button type="button" className="soft" onClick={() => save(false)}>
            Save without data
          </button>
        )}
      </div>
    </div>
  );
}

const sizeOf = (bytes: number): string => (bytes < 1000 ? `${bytes} bytes` : `${(bytes / 1024).toFixed(1)} kB`);

const ownSentence = ({ name, codesOf }: { readonly name: string; readonly codesOf?: string }): string =>
  codesOf === undefined
    ? `The data of “${name}” stay on your machine: whoever opens the link opens the file themselves.`
    : `The codes of “${codesOf}” come out of a training and are not in it: whoever opens the link trains that run first and uses its codes as data.`;

const save = (withData: boolean): void =>
  act(async () => {
    const { saveProject } = await import('../projects/commands');
    await saveProject(withData);
  });

function saveModel(): void {
  act(async () => {
    const { dataset, result } = currentRun.getState();
    const bytes = await session.exportModel();
    download(`${fileStem(dataset?.name ?? '', 'model')}.zip`, new Blob([bytes], { type: 'application/zip' }));
    rememberExport(result);
  });
}
