import { useEffect, useRef, useState } from 'react';
import { Equation } from '../controls/Equation';
import { Gallery } from '../gallery';
import '../styles/dialogs.css';
import '../styles/glossary.css';
import { useTour } from '../tour/useTour';
import { useGlossary } from '../../views/Term';
import { entries } from './entries';
import { EntryPicture } from './EntryPicture';

/** A small book of the page's words: one entry at a time, the others beside it. */
export function Glossary() {
  const dialog = useRef<HTMLDialogElement>(null);
  const id = useGlossary((state) => state.entry);
  const tour = useTour(({ go }) => go);
  const open = useGlossary((state) => state.open);
  const here = useGlossary((state) => state.here);
  const [gallery, setGallery] = useState(false);
  useEffect(() => {
    if (id !== null && !dialog.current?.open) dialog.current?.showModal();
  }, [id]);
  if (gallery) return <Gallery onClose={() => setGallery(false)} />;
  if (id === null) return null;
  const entry = entries.find((one) => one.id === id)!;
  return (
    <dialog ref={dialog} className="glossary" aria-label={`Glossary: ${entry.name}`} onClose={() => open(null)}>
      <ul aria-label="Words">
        {entries.map((one) => (
          <li key={one.id}>
            <button type="button" className="quiet" aria-current={one.id === id} onClick={() => open(one.id)}>
              {one.name}
            </button>
          </li>
        ))}
      </ul>
      <div className="glossary-entry">
        <h2>{entry.name}</h2>
        <EntryPicture of={entry.id} />
        <p>{entry.text}</p>
        <Equation tex={entry.equation} />
        {here && (
          <p className="glossary-here">
            <strong>{here.name}</strong> {here.sentence}
          </p>
        )}
        <div className="dialog-buttons">
          <button
            type="button"
            className="quiet"
            onClick={() => {
              open(null);
              setGallery(true);
            }}
          >
            Gallery
          </button>
          <button
            type="button"
            className="quiet"
            onClick={() => {
              dialog.current?.close();
              tour(0);
            }}
          >
            Take the tour
          </button>
          <button type="button" onClick={() => dialog.current?.close()}>
            Close
          </button>
        </div>
      </div>
    </dialog>
  );
}
