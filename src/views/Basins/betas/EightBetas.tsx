import { useEffect, useLayoutEffect, useRef, useState } from 'react';
import '../../views.css';
import './betas.css';
import { session } from '../../../store/session';
import { useRun, useRunStore } from '../../../store/runStore';
import type { RunState } from '../../../store/state';
import { clusterColor } from '../../chart/palette';
import { useForPicture } from '../../chart/useForPicture';
import { formatCount, formatShare, formatValue } from '../../format';
import { glyphPath } from '../../glyph';
import { wordsOf } from '../../words';
import { voronoiBorders } from '../overlay/voronoi';
import { mountBetas, type BetaPanel, type BetaPanels, type MountedBetas } from './mount';
import { closeBetas } from './open';

const selectBeta = ({ shown }: RunState) => (shown?.model.kind === 'memory' ? shown.model.beta : null);
const selectEpoch = ({ shown }: RunState) => shown?.epoch;
const selectTraining = ({ training }: RunState) => training.state === 'training';
const selectPoints = ({ dataset }: RunState) => dataset?.n ?? 0;

/** The map at eight β under the same memories (CLAM figures 4, 11, 12); a press on one looks at that β. */
export function EightBetas() {
  const section = useRef<HTMLElement>(null);
  const host = useRef<HTMLUListElement>(null);
  const [drawn, setDrawn] = useState<BetaPanels | null>(null);
  const whole = useForPicture(section);
  const run = useRunStore();
  const beta = useRun(selectBeta);
  const n = useRun(selectPoints);
  const epoch = useRun(selectEpoch);
  const training = useRun(selectTraining);
  const mounted = useRef<MountedBetas>(null);
  useEffect(() => {
    mounted.current = mountBetas(run, host.current!, setDrawn);
    return () => mounted.current?.stop();
  }, [run]);
  const laid = drawn !== null;
  useLayoutEffect(() => {
    if (laid) mounted.current?.laidOut();
  }, [laid]);
  const { cluster, clusters, prototypes } = wordsOf(drawn?.scenery.shown.model ?? null);
  const told = drawn?.scenery.shown.epoch;
  const earlier = training && told !== undefined && told !== epoch ? ` as they were at epoch ${formatCount(told)}` : '';
  const of = drawn && drawn.points < n ? `of ${formatCount(drawn.points)} points those` : 'the points';
  const said = `The same ${prototypes}${earlier} at eight β. Under each: ${of} whose ${cluster} is not their Voronoi cell, and ${clusters} with points.`;
  const look = (to: number) => {
    session.configureLive({ beta: to });
    closeBetas();
  };
  return (
    <section ref={section} className={whole ? 'betas betas-whole' : 'betas'} aria-label="Eight β">
      <div className="betas-head">
        <p>{said}</p>
        <button type="button" onClick={closeBetas}>
          One map
        </button>
      </div>
      <ul ref={host} className="betas-grid">
        {drawn?.panels.map((panel) => (
          <Panel key={panel.beta} panel={panel} of={drawn} present={panel.beta === beta} onLook={look} />
        ))}
      </ul>
    </section>
  );
}

interface PanelProps {
  panel: BetaPanel;
  of: BetaPanels;
  present: boolean;
  onLook: (beta: number) => void;
}

function Panel({ panel: { beta, picture, told, emergent }, of: { cells, frame, scenery }, present, onLook }: PanelProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    if (!picture || !canvas.current) return;
    const { width, height } = picture.ground;
    Object.assign(canvas.current, { width, height });
    canvas.current.getContext('2d')!.putImageData(new ImageData(picture.rgba, width, height), 0, 0);
  }, [picture]);
  const { cluster, clusters } = wordsOf(scenery.shown.model);
  const none = told && told.none > 0 ? `, ${formatShare(told.none)} in none` : '';
  const words =
    told && `${formatShare(told.elsewhere)} elsewhere, ${formatCount(told.used)} ${told.used === 1 ? cluster : clusters}${none}`;
  const borders = picture ? voronoiBorders(frame, cells) : '';
  return (
    <li className="beta" aria-current={present || undefined} aria-busy={picture === null}>
      <div className="beta-map">
        <canvas ref={canvas} aria-hidden="true" />
        {picture && (
          <svg viewBox={`0 0 ${frame.width} ${frame.height}`} aria-hidden="true">
            <path className="voronoi-halo" d={borders} />
            <path className="voronoi-line" d={borders} />
            {emergent.map(({ label, place: [s, t] }) => (
              <circle
                key={label}
                className="beta-emergent"
                cx={frame.x(s).toFixed(1)}
                cy={frame.y(t).toFixed(1)}
                r={4}
                stroke={clusterColor(label)}
              />
            ))}
            {scenery.spots.map(({ index, look, place: [s, t] }) => (
              <path
                key={index}
                className="beta-memory"
                transform={`translate(${frame.x(s).toFixed(1)}, ${frame.y(t).toFixed(1)})`}
                d={glyphPath(look, 52)}
                fill={clusterColor(look)}
              />
            ))}
          </svg>
        )}
      </div>
      <p className="beta-name">
        <b>β {formatValue(beta)}</b>
        {present && ' now'}
      </p>
      <p className="beta-told">{words ?? '…'}</p>
      {/* Over all of the panel: what is under it is read into pictures. */}
      <button
        type="button"
        className="beta-look"
        aria-label={`Look at β ${formatValue(beta)}${words ? `: ${words}` : ''}`}
        onClick={() => onLook(beta)}
      />
    </li>
  );
}
