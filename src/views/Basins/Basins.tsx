import { lazy, Suspense, useContext, useEffect, useRef, useState, type ComponentType, type KeyboardEvent } from 'react';
import '../views.css';
import './basins.css';
import { currentRun, useIsCurrent, useRun, useRunStore } from '../../store/runStore';
import type { RunState } from '../../store/state';
import { ExportLegend } from '../ExportLegend';
import { closeBetas, hasBetas, useBetas } from './betas/open';
import { Key } from './Key';
import { picturesOn } from './pictures/artist';
import { mountStage, type StageControls } from './stage';
import type { DecodedBy } from '../../store/shown/standIns';
import { shownDecodedBy } from '../drawn';
import { DrawnBy } from '../DrawnBy';
import { About } from '../About';
import { LinkedMapsContext } from '../linkedMaps';
import { Layers } from './Layers';
import { useFigureName } from '../RunMark';
import { ViewTools } from '../ViewTools';
import { ZoomButtons } from '../ZoomButtons';
import { Unpretrained } from './Unpretrained';
import { partitionerOf, trailOf } from '../../core/partition/kinds';
import { reportFailure } from '../report';
import { wordsOf } from '../words';

const EightBetas = lazy<ComponentType>(async () => {
  try {
    return { default: (await import('./betas/EightBetas')).EightBetas };
  } catch (error) {
    closeBetas();
    reportFailure('The map at eight β could not be loaded', error, 'basins');
    return { default: () => null };
  }
});

/** The map: basins as relief, Voronoi cells as dashed borders, memories as spot heights, data points as dots, and drops of water. */
export function Basins() {
  const host = useRef<HTMLDivElement>(null);
  const ground = useRef<HTMLCanvasElement>(null);
  const pictures = useRef<HTMLCanvasElement>(null);
  const borders = useRef<SVGSVGElement>(null);
  const points = useRef<HTMLCanvasElement>(null);
  const over = useRef<SVGSVGElement>(null);
  const tip = useRef<HTMLDivElement>(null);
  const difference = useRef<HTMLParagraphElement>(null);
  const remark = useRef<HTMLParagraphElement>(null);
  const stream = useRef<HTMLParagraphElement>(null);
  const heard = useRef<HTMLParagraphElement>(null);
  const dropButton = useRef<HTMLButtonElement>(null);
  const stale = useRef<HTMLParagraphElement>(null);
  const strip = useRef<HTMLDivElement>(null);
  const disagreement = useRun((state) => state.layers.disagreement);
  const voronoi = useRun((state) => state.layers.voronoi);
  const withPictures = useRun(picturesOn);
  const by = useRun(shownDecodedBy);
  const model = useRun((state) => state.shown?.model ?? null);
  const words = wordsOf(model);
  const nearest = !model || partitionerOf(model).nearest !== null;
  const trail = model !== null && trailOf(model) !== null;
  const [noPictures, setNoPictures] = useState<string | null>(null);
  const [controls, setControls] = useState<StageControls | null>(null);

  const isCurrent = useIsCurrent();
  const possible = useRun(hasBetas);
  const wanted = useBetas(({ open }) => open);
  const eight = isCurrent && possible && wanted;

  const run = useRunStore();
  const linked = useContext(LinkedMapsContext);
  const name = useFigureName('Basins of attraction');
  useEffect(() => {
    const mounted = mountStage(
      run,
      {
        host: host.current!,
        ground: ground.current!,
        pictures: pictures.current!,
        borders: borders.current!,
        points: points.current!,
        over: over.current!,
        tip: tip.current!,
        difference: difference.current!,
        remark: remark.current!,
        stream: stream.current!,
        heard: heard.current!,
        dropButton: dropButton.current!,
        stale: stale.current!,
        strip: strip.current!,
      },
      setNoPictures,
      linked,
    );
    setControls(mounted);
    return () => {
      mounted.destroy();
      setControls(null);
    };
  }, [run, linked]);

  const byKey = (event: KeyboardEvent) => {
    if (event.target instanceof HTMLSelectElement || event.ctrlKey || event.metaKey || event.altKey) return;
    // What is open over the map closes first; the browser does that.
    if (event.key === 'Escape' && document.querySelector(':popover-open')) return;
    if (eight) {
      if (event.key !== 'Escape') return;
      closeBetas();
    } else if (event.key === '+' || event.key === '=') controls?.zoom(1.5);
    else if (event.key === '-') controls?.zoom(1 / 1.5);
    else if (event.key === '0') controls?.whole();
    else if (event.key === 'Escape' && chosen(run.getState())) currentRun.setState(nothingChosen);
    else return;
    event.preventDefault();
  };

  const legend = (
    <>
      <span>
        <Key of="fill" /> {words.fill}
      </span>
      {nearest && (
        <span>
          <Key of="dash" /> dashed: nearest {words.prototype} (Voronoi)
        </span>
      )}
      {trail && (
        <span>
          <Key of="cross" /> {words.prototypes} after each step of the epoch that they are the mean of
        </span>
      )}
      {withPictures && (
        <span>
          <Key of="picture" /> pictures:{' '}
          {noPictures ? 'none of this epoch, as its decoder is not kept' : by ? drawnOf[by] : 'what their places in the plane look like'}
        </span>
      )}
      {disagreement && nearest && (
        <span>
          <Key of="hatch" /> hatched: the two differ
        </span>
      )}
    </>
  );
  return (
    // The keys zoom whatever part of the map has the focus; each has its button too.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <figure className="basins" aria-label={name} onKeyDown={byKey}>
      <ViewTools>
        <p className="map-key" data-screen>
          <span>
            <Key of="fill" /> {words.cluster}
          </span>
          {nearest && voronoi && (
            <span>
              <Key of="dash" /> nearest {words.prototype}
            </span>
          )}
        </p>
        <Layers controls={controls} dropButton={dropButton} noPictures={noPictures} />
        <About view="the map" kept>
          <p className="basins-legend">{legend}</p>
          {withPictures && <DrawnBy what="places" />}
          <p ref={difference} className="basins-said basins-difference" />
          <p ref={remark} />
        </About>
      </ViewTools>
      <div ref={host} className={eight ? 'basins-map basins-behind' : 'basins-map'}>
        <canvas ref={ground} className="basins-ground" aria-hidden="true" />
        <canvas ref={pictures} className="basins-pictures" aria-hidden="true" hidden />
        <svg ref={borders} className="basins-borders" aria-hidden="true" />
        <canvas ref={points} aria-hidden="true" />
        <svg ref={over} className="basins-over" />
        <div ref={tip} className="basins-tip" aria-hidden="true" hidden />
        <p ref={stale} className="basins-stale" aria-hidden="true" hidden />
        <Unpretrained />
        <p ref={stream} className="basins-stream" aria-hidden="true" />
        <ZoomButtons zoom={(factor) => controls?.zoom(factor)} whole="Show the whole map" onWhole={() => controls?.whole()} />
      </div>
      <div ref={strip} className="basins-strip" hidden>
        <div className="strip-pictures" />
        <p />
      </div>
      {eight && (
        <Suspense fallback={null}>
          <EightBetas />
        </Suspense>
      )}
      <ExportLegend clusters>{legend}</ExportLegend>
      <p ref={heard} className="visually-hidden" aria-live="polite" />
    </figure>
  );
}

/** What Escape lets go. */
const nothingChosen = { selectedPoint: null, selectedMemory: null, selectedPoints: null, probe: null };
const chosen = (state: RunState) => (Object.keys(nothingChosen) as (keyof typeof nothingChosen)[]).some((key) => state[key] !== null);

/** What the pictures of places among codes are. */
const drawnOf: Record<DecodedBy, string> = {
  decoder: 'what the decoder draws of their places',
  'pretrained decoder': 'what pretraining’s decoder draws of their places, which is of codes as they were then',
  'nearest point': 'the points whose codes are nearest to their places',
};
