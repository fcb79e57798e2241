import { useEffect, useRef } from 'react';
import '../views.css';
import './histogram.css';
import { useRun, useRunStore } from '../../store/runStore';
import { type RunState } from '../../store/state';
import { wordsOf } from '../words';
import { figures } from './figures';
import { mountHistograms, type FigureParts } from './painter';

const selectPrototype = ({ shown }: RunState) => wordsOf(shown?.model ?? null).prototype;
const selectDeep = ({ shown }: RunState) => shown?.latent != null;
const selectWaiting = ({ shown }: RunState) => shown === null;

/** Histograms of the certainty of the points: entropy (CLAM fig. 14) and largest membership of each. */
export function Histogram() {
  const host = useRef<HTMLDivElement>(null);
  const note = useRef<HTMLParagraphElement>(null);
  const run = useRunStore();
  const deep = useRun(selectDeep);
  const prototype = useRun(selectPrototype);
  const waiting = useRun(selectWaiting);
  useEffect(() => {
    if (!host.current || !note.current) return undefined;
    const parts = Array.from(host.current.querySelectorAll('figure'), (figure): FigureParts => {
      const svg = figure.querySelector('svg');
      const told = figure.querySelector<HTMLElement>('.histogram-told');
      const words = figure.querySelector<HTMLElement>('.visually-hidden');
      if (!svg || !told || !words) throw new Error('A histogram lacks a part.');
      return { svg, told, words };
    });
    return mountHistograms(run, host.current, parts, note.current);
  }, [run]);
  return (
    <div ref={host} className="histograms" data-legend="drawn">
      {waiting && <p className="histogram-sentence">Here the points are counted by how sure the {prototype} is of them.</p>}
      {figures.map((figure) => (
        <figure key={figure.key} aria-label={figure.name} className="histogram" hidden={waiting}>
          <div className="histogram-head">
            <h3>
              {figure.name} <small>{figure.symbol(deep)}</small>
            </h3>
            <p className="histogram-told" />
          </div>
          <svg aria-hidden="true" />
          <p className="histogram-sentence">{figure.sentence(prototype)}</p>
          <p className="visually-hidden" />
        </figure>
      ))}
      <p ref={note} className="histogram-sentence" />
    </div>
  );
}
