import { useEffect, useRef } from 'react';
import { act } from '../act';
import '../styles/dialogs.css';
import '../styles/gallery.css';
import { linkOf, verdicts, type Figure } from './figure';
import { figures } from './figures';
import { rebuild } from './rebuild';

const papers = [...new Set(figures.map(({ paper }) => paper))];

/** The papers' figures that can be shown live: each is trained on the page, where the run before stays in the ledger. */
export function Gallery({ onClose }: { onClose: () => void }) {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    if (!dialog.current?.open) dialog.current?.showModal();
  }, []);
  const show = (figure: Figure) => {
    dialog.current?.close();
    act(() => rebuild(figure), 'dataset');
  };
  return (
    <dialog ref={dialog} className="gallery" aria-label="Gallery" onClose={onClose}>
      <div className="gallery-head">
        <h2>Figures of the papers</h2>
        <button type="button" onClick={() => dialog.current?.close()}>
          Close
        </button>
      </div>
      <p className="note">
        Each is trained here, on data that come with the page. Its runs, and those before, stay in the ledger; Undo leads back to the data
        before.
      </p>
      {papers.map((paper) => (
        <section key={paper} aria-label={paper}>
          <h3>{paper}</h3>
          <ul>
            {figures
              .filter((figure) => figure.paper === paper)
              .map((figure) => (
                <FigureItem key={figure.id} figure={figure} onShow={show} />
              ))}
          </ul>
        </section>
      ))}
    </dialog>
  );
}

function FigureItem({ figure, onShow }: { figure: Figure; onShow: (figure: Figure) => void }) {
  const { id, number, title, see, ours } = figure;
  return (
    <li id={`figure-${id}`}>
      {['light', 'dark'].map((theme) => (
        <img
          key={theme}
          className={`for-${theme}`}
          src={`${import.meta.env.BASE_URL}gallery/${id}-${theme}.webp`}
          width={thumbnail.width}
          height={thumbnail.height}
          loading="lazy"
          alt=""
        />
      ))}
      <div>
        <a
          href={linkOf(figure)}
          onClick={(event) => {
            // With a key its settings open in another tab, as links do.
            if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
            event.preventDefault();
            onShow(figure);
          }}
        >
          {number}: {title}
        </a>
        <p>{see}</p>
        <p className="note">
          <b>{verdicts[ours.verdict]}</b>: {ours.because}.
        </p>
      </div>
    </li>
  );
}

/** In CSS pixels; the files have twice as many. */
const thumbnail = { width: 120, height: 90 };
