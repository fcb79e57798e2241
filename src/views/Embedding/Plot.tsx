import { useContext, useEffect, useRef, useState, type KeyboardEvent } from 'react';
import { shownLacksCodes, linkSentence } from '../drawn';
import type { EmbeddingPane } from '../../store/embedding/embedding';
import { session } from '../../store/session';
import { useRun, useRunStore } from '../../store/runStore';
import { formatCount, formatSeconds, formatShare } from '../format';
import { methodNames } from './controls/parameters';
import { offerSaid, spaceName } from './controls/words';
import { mountPlot, type PlotControls } from './plot';
import { chooseNothing } from './select';
import { LinkedMapsContext } from '../linkedMaps';
import { ZoomButtons } from '../ZoomButtons';
import { Tools } from './Tools';

/** Pixels a press. */
const stride = 40;

const arrows: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [stride, 0],
  ArrowRight: [-stride, 0],
  ArrowUp: [0, stride],
  ArrowDown: [0, -stride],
};

/** The picture itself. It never stands blank: what is not there yet is said in its place. */
export function Plot({
  pane,
  state,
  onControls,
}: {
  pane: number;
  state: EmbeddingPane;
  onControls: (controls: PlotControls | null) => void;
}) {
  const host = useRef<HTMLDivElement>(null);
  const points = useRef<HTMLDivElement>(null);
  const sprites = useRef<HTMLCanvasElement>(null);
  const over = useRef<SVGSVGElement>(null);
  const tip = useRef<HTMLDivElement>(null);
  const nowhere = useRef<HTMLParagraphElement>(null);
  const [controls, setControls] = useState<PlotControls | null>(null);
  const run = useRunStore();
  const linked = useContext(LinkedMapsContext);
  const deep = useRun(({ shown }) => shown?.latent != null);
  useEffect(() => {
    const mounted = mountPlot(
      run,
      {
        host: host.current!,
        points: points.current!,
        sprites: sprites.current!,
        over: over.current!,
        tip: tip.current!,
        nowhere: nowhere.current!,
      },
      pane,
      linked,
    );
    setControls(mounted);
    onControls(mounted);
    return () => {
      mounted.destroy();
      setControls(null);
      onControls(null);
    };
  }, [run, pane, linked, onControls]);

  const byKey = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const way = arrows[event.key];
    if (way) controls?.pan(...way);
    else if (event.key === '+' || event.key === '=') controls?.zoom(1.5);
    else if (event.key === '-') controls?.zoom(1 / 1.5);
    else if (event.key === '0') controls?.whole();
    else if (event.key === 'Escape') chooseNothing();
    else return;
    event.preventDefault();
  };
  const { layout } = state;
  const name = layout
    ? `${methodNames[layout.method]} of ${spaceName(layout.of, deep)}, ${formatCount(layout.coordinates.length / 2)} points, epoch ${formatCount(layout.epoch)}`
    : 'Layout';
  return (
    <div ref={host} className="embedding-plot">
      <div ref={points} className="embedding-points" />
      <canvas ref={sprites} className="embedding-sprites" aria-hidden="true" />
      {/* Arrow keys pan what has the focus; each key has its button too, but for those. */}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions */}
      <svg
        ref={over}
        className="embedding-over"
        role="application"
        aria-roledescription="plot"
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
        tabIndex={0}
        aria-label={`${name}. Arrow keys pan, plus and minus zoom, 0 shows all, Escape clears what is chosen.`}
        onKeyDown={byKey}
      />
      <div ref={tip} className="embedding-tip" aria-hidden="true" hidden />
      <p ref={nowhere} className="embedding-instead" hidden>
        No point lies here. Zoom out, or show all points.
      </p>
      <Instead pane={pane} state={state} />
      {pane === 0 && <Tools />}
      <ZoomButtons zoom={(factor) => controls?.zoom(factor)} whole="Show all points" onWhole={() => controls?.whole()} />
    </div>
  );
}

/** Shown in place of a layout that is not there yet, or waits to be started. */
function Instead({ pane, state: { state, layout, offer, settings, progress } }: { pane: number; state: EmbeddingPane }) {
  const n = useRun(({ dataset }) => dataset?.n ?? 0);
  const lacking = useRun((page) => (shownLacksCodes(page) ? linkSentence(page) : ''));
  if (lacking) return <p className="embedding-instead">{lacking}</p>;
  if (state === 'offered' && offer) {
    const method = methodNames[settings.method];
    const count = Math.min(settings.sample ?? n, n);
    return (
      <div className="embedding-offer">
        <p>{offerSaid(method, count, offer.seconds)}</p>
        <p>
          <button type="button" className="primary" onClick={() => session.embedding.start(pane)}>
            Start
          </button>
          {offer.sample < count && (
            <button type="button" onClick={() => session.embedding.start(pane, offer.sample)}>
              A sample of {formatCount(offer.sample)}: about {formatSeconds(offer.sampleSeconds)}
            </button>
          )}
        </p>
      </div>
    );
  }
  if (layout) return null;
  const said =
    state === 'failed'
      ? 'There is no layout to show.'
      : state === 'paused'
        ? 'Paused, before there was anything to show.'
        : progress
          ? `${progress.stage}, ${formatShare(progress.fraction)} …`
          : n > 0
            ? 'The points are being laid out …'
            : 'The points are laid out here as soon as there are data.';
  return <p className="embedding-instead">{said}</p>;
}
