import { useState } from 'react';
import { currentRun, useRun } from '../../../store/runStore';
import { formatCount } from '../../../views/format';
import { useAttempts } from '../../panels/ProposalDialog';
import { download, fileStem } from '../download';
import { scales, takePicture, viewsOnPage, type PictureFormat, type Scale } from '../figure/take';
import { Choice, ExportDialog } from './ExportDialog';

/** The choices of the last time. */
let last: { format: PictureFormat; scale: Scale } = { format: 'png', scale: 2 };

const formats = [
  { value: 'png', label: 'PNG' },
  { value: 'svg', label: 'SVG' },
] as const;

/** A view of the page as a figure, with its title, settings and legend. */
export function PictureDialog() {
  // The page behind the dialog stays as it is.
  const [places] = useState(viewsOnPage);
  const [chosen, setChosen] = useState(0);
  const [{ format, scale }, setChoice] = useState(last);
  const attempts = useAttempts();
  const ready = useRun(({ shown }) => shown !== null);
  const place = places[chosen];
  const choose = (change: Partial<typeof last>) => {
    last = { format, scale, ...change };
    setChoice(last);
  };
  const take = (as: PictureFormat, signal: AbortSignal) => takePicture(place!, as, scale, signal);
  const save = async (signal: AbortSignal) => {
    const name = currentRun.getState().dataset?.name ?? '';
    const picture = await take(format, signal);
    download(`${fileStem(name, place!.id)}.${format}`, picture);
  };
  const copy = () =>
    attempts.attempt(async (signal) => {
      if (typeof ClipboardItem === 'undefined') throw new Error('This browser lets no page copy pictures. Save it instead.');
      await navigator.clipboard.write([new ClipboardItem({ 'image/png': take('png', signal) })]);
    });
  const size = place?.element.getBoundingClientRect();
  const pixels = size && `About ${formatCount(size.width * scale)} × ${formatCount(size.height * scale)} pixels, and the words around it`;
  return (
    <ExportDialog
      title="Picture of a view"
      attempts={attempts}
      action="Save"
      onAction={save}
      refused={place && ready ? null : 'No view on the page has anything to show yet.'}
      told={
        attempts.busy ? 'The view is being drawn …' : format === 'png' ? pixels : `Lines and words as SVG, the rest as pixels at ${scale}×`
      }
      more={
        format === 'png' && (
          <button type="button" disabled={attempts.busy || !place || !ready} onClick={copy}>
            Copy
          </button>
        )
      }
    >
      <label className="export-row">
        <span>View</span>
        <select value={chosen} disabled={attempts.busy} onChange={(event) => setChosen(Number(event.target.value))}>
          {places.map(({ id, label }, i) => (
            <option key={`${id} ${i}`} value={i}>
              {label}
            </option>
          ))}
        </select>
      </label>
      <Choice legend="Format" options={formats} value={format} disabled={attempts.busy} onChoose={(value) => choose({ format: value })} />
      <Choice
        legend="Scale"
        options={scales.map((value) => ({ value, label: `${value}×` }))}
        value={scale}
        disabled={attempts.busy}
        onChoose={(value) => choose({ scale: value })}
      />
    </ExportDialog>
  );
}
