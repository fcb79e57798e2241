import { useEffect, useRef, useState } from 'react';
import type { Dataset } from '../../data/dataset';
import { reader } from '../../store/files/reading';
import { closeBetas, openBetas } from '../../views/Basins/betas/open';
import { act, sentenceOf } from '../act';
import { showMoment } from '../moment';
import { onThumbnailChange, drawThumbnail } from '../panels/drawThumbnail';
import '../styles/dialogs.css';
import '../styles/gallery.css';
import { Alert } from '../ui/Alert';
import { decodeUrl } from '../url';
import { figures, type Figure } from './figures';

/** In CSS pixels. */
const side = 88;

const papers = [...new Set(figures.map(({ paper }) => paper))];
const setOf = ({ link }: Figure): string => decodeUrl(link).url.data!;
const sets = [...new Set(figures.map(setOf))];

/** The papers' figures that can be shown live: each opens on the page, where the run before stays in the ledger. */
export function Gallery({ onClose }: { onClose: () => void }) {
  const dialog = useRef<HTMLDialogElement>(null);
  const { datasets, failure } = useDatasets();
  useEffect(() => {
    if (!dialog.current?.open) dialog.current?.showModal();
  }, []);
  const show = (figure: Figure) => {
    dialog.current?.close();
    act(async () => {
      closeBetas();
      await showMoment(figure.link);
      if (figure.eight) openBetas();
    }, 'dataset');
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
        Each opens its data and settings. Runs that were trained stay in the ledger, and Undo leads back to the data before.
      </p>
      {failure !== null && <Alert tone="warning" sentence={`Some thumbnails are missing. ${failure}`} />}
      {papers.map((paper) => (
        <section key={paper} aria-label={paper}>
          <h3>{paper}</h3>
          <ul>
            {figures
              .filter((figure) => figure.paper === paper)
              .map((figure) => (
                <FigureItem key={figure.id} figure={figure} dataset={datasets.get(setOf(figure)) ?? null} onShow={show} />
              ))}
          </ul>
        </section>
      ))}
    </dialog>
  );
}

/** The sets of all figures, as they come. */
function useDatasets() {
  const [datasets, setDatasets] = useState<ReadonlyMap<string, Dataset>>(new Map());
  const [failure, setFailure] = useState<string | null>(null);
  useEffect(() => {
    const stopping = new AbortController();
    const { signal } = stopping;
    for (const id of sets)
      reader.load(id, { signal }).then(
        (dataset) => setDatasets((before) => new Map(before).set(id, dataset)),
        (error: unknown) => {
          if (!signal.aborted) setFailure(sentenceOf(error));
        },
      );
    return () => stopping.abort();
  }, []);
  return { datasets, failure };
}

function FigureItem({ figure, dataset, onShow }: { figure: Figure; dataset: Dataset | null; onShow: (figure: Figure) => void }) {
  const { number, title, see, agreement, link } = figure;
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    const element = canvas.current;
    if (!element || !dataset) return undefined;
    return onThumbnailChange(() => drawThumbnail(element, dataset, null, side));
  }, [dataset]);
  return (
    <li>
      <canvas ref={canvas} aria-hidden="true" style={{ width: side, height: side }} />
      <div>
        <a
          href={link}
          onClick={(event) => {
            // With a key it opens in another tab, as links do.
            if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
            event.preventDefault();
            onShow(figure);
          }}
        >
          {number}: {title}
        </a>
        <p>{see}</p>
        <p className="note">Ours: {agreement}.</p>
      </div>
    </li>
  );
}
