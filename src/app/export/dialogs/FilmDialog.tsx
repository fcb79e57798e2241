import { useEffect, useState } from 'react';
import { currentRun, useRun } from '../../../store/runStore';
import { session } from '../../../store/session';
import { formatCount, formatSeconds } from '../../../views/format';
import { sentenceOf } from '../../act';
import { useAttempts } from '../../panels/ProposalDialog';
import { download, fileStem } from '../download';
import { viewsOnPage } from '../figure/take';
import type { FilmFormat } from '../film/encoder';
import { filmFormats } from '../film/encoders';
import { filmed, secondsRange, usualSeconds } from '../film/epochs';
import { filmSize, takeFilm, type FilmProgress } from '../film/take';
import { stages } from '../../views';
import { Choice, ExportDialog } from './ExportDialog';

const widths = [640, 960, 1280] as const;

/** The choices of the last time. */
let last: { format: FilmFormat | null; width: (typeof widths)[number] } = { format: null, width: 960 };

const selectFrames = ({ frames }: { readonly frames: readonly { readonly epoch: number }[] }) => frames;

/** The epochs of the shown run as a film of the view on the stage. */
export function FilmDialog() {
  const [places] = useState(() => viewsOnPage().filter(({ id, run }) => run === currentRun && stages.some((stage) => stage.id === id)));
  const [chosen, setChosen] = useState(0);
  const frames = useRun(selectFrames);
  const [seconds, setSeconds] = useState(() => usualSeconds(frames.length));
  const [{ format, width }, setChoice] = useState(last);
  const [formats, setFormats] = useState<Awaited<ReturnType<typeof filmFormats>> | null>(null);
  const [progress, setProgress] = useState<FilmProgress | null>(null);
  const [unable, setUnable] = useState<string | null>(null);
  const attempts = useAttempts();
  const place = places[chosen];
  useEffect(() => {
    let gone = false;
    const ask = async () => (place ? filmFormats(filmSize(place, width)) : []);
    ask().then(
      (found) => gone || setFormats(found),
      (error: unknown) => gone || setUnable(sentenceOf(error)),
    );
    return () => {
      gone = true;
    };
  }, [place, width]);
  const choose = (change: Partial<typeof last>) => {
    last = { format, width, ...change };
    setChoice(last);
  };
  const as = formats?.find(({ value }) => value === format)?.value ?? formats?.[0]?.value;
  const valid = seconds >= secondsRange[0] && seconds <= secondsRange[1];
  const film = async (signal: AbortSignal) => {
    setProgress(null);
    const { file, remark } = await takeFilm(place!, { format: as!, seconds, width }, setProgress, signal);
    download(`${fileStem(currentRun.getState().dataset?.name ?? '', 'film')}.${as!}`, file);
    if (remark) session.say('info', remark, 'film');
  };
  const refused = !place
    ? 'Show the map, the memories or the embedding on the stage: a film is of one of them.'
    : frames.length < 2
      ? 'A film needs the epochs of a training. Train first.'
      : unable;
  const epochs = frames.map(({ epoch }) => epoch);
  const count = valid ? filmed(epochs, seconds).length : 0;
  return (
    <ExportDialog
      title="Film of the epochs"
      attempts={attempts}
      action="Make the film"
      onAction={film}
      refused={refused}
      told={
        attempts.busy ? (
          <Progress progress={progress} />
        ) : valid ? (
          `${formatCount(count)} of ${formatCount(epochs.length)} kept epochs, ${formatCount(Math.round((10 * count) / seconds) / 10)} a second`
        ) : (
          `From ${secondsRange[0]} to ${secondsRange[1]} seconds.`
        )
      }
      ready={as !== undefined && valid}
    >
      {places.length > 1 && (
        <label className="export-row">
          <span>View</span>
          <select value={chosen} disabled={attempts.busy} onChange={(event) => setChosen(Number(event.target.value))}>
            {places.map(({ id, label }, i) => (
              <option key={id} value={i}>
                {label}
              </option>
            ))}
          </select>
        </label>
      )}
      {formats && as ? (
        <Choice legend="Format" options={formats} value={as} disabled={attempts.busy} onChoose={(value) => choose({ format: value })} />
      ) : (
        <p className="note">Asking what this browser can write …</p>
      )}
      <label className="export-row">
        <span>Seconds</span>
        <input
          type="number"
          min={secondsRange[0]}
          max={secondsRange[1]}
          step="any"
          required
          disabled={attempts.busy}
          value={Number.isNaN(seconds) ? '' : seconds}
          onChange={(event) => setSeconds(event.target.valueAsNumber)}
        />
      </label>
      <Choice
        legend="Width"
        options={widths.map((value) => ({ value, label: `${formatCount(value)} px` }))}
        value={width}
        disabled={attempts.busy}
        onChoose={(value) => choose({ width: value })}
      />
    </ExportDialog>
  );
}

/** How far it is. A hidden tab is given little time by the browser. */
function Progress({ progress }: { progress: FilmProgress | null }) {
  const [hidden, setHidden] = useState(false);
  useEffect(() => {
    const listening = new AbortController();
    document.addEventListener('visibilitychange', () => document.hidden && setHidden(true), { signal: listening.signal });
    return () => listening.abort();
  }, []);
  return (
    <label className="dialog-progress">
      <progress max={1} value={progress ? progress.done / progress.of : 0} aria-label="Film" />
      <span>
        {progress ? `Frame ${formatCount(progress.done)} of ${formatCount(progress.of)}` : 'Beginning …'}
        {progress?.secondsLeft != null && ` · ${formatSeconds(progress.secondsLeft)} left`}
        {hidden && ' · slower while this tab is hidden'}
      </span>
    </label>
  );
}
