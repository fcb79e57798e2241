import { useEffect, useMemo, useState, type ComponentType } from 'react';
import { valueOf } from '../../core/metrics/numbers';
import { methodOf } from '../../methods/config';
import { sameScaling, sharedKeys } from '../../store/compared/comparable';
import { configOf, madeOf, titleOf } from '../../store/runs/entries';
import type { RunRecord } from '../../store/runs/record';
import { currentRun, RunContext, runStore, useRun } from '../../store/runStore';
import { session } from '../../store/session';
import { useStore, type RunState, type StageView } from '../../store/state';
import { createLinkedMaps, LinkedMapsContext } from '../../views/linkedMaps';
import { formatCount, NONE } from '../../views/format';
import { textOf, toldName } from '../../views/numbers';
import { RunMarkContext } from '../../views/RunMark';
import { ViewToolsPlace } from '../../views/ViewTools';
import { isShortcutPlace } from '../shell/shortcutKeys';
import { Icon } from '../ui/Icon';
import { Changes } from './Changes';
import { changeText, differences } from './difference';
import './compare.css';

interface Props {
  /** The view that both runs are shown in. */
  View: ComponentType;
  stage: StageView;
  tools: HTMLElement | null;
}

/** Two runs side by side in one view: the current one, and the one that it is compared with. */
export function Compare({ View, stage, tools }: Props) {
  const own = useStore(({ runs, current }) => runs.get(current));
  const other = useStore(({ runs, compared }) => (compared ? runs.get(compared.run) : undefined));
  const [linked] = useState(createLinkedMaps);
  const otherId = other?.id;
  const beside = useMemo(() => (otherId === undefined ? null : runStore(otherId)), [otherId]);
  useEffect(endByKey, []);
  if (!own || !other || !beside) return null;
  return (
    <section className="compare" aria-label="Compare">
      <Head own={own} other={other} stage={stage} />
      <LinkedMapsContext value={linked}>
        <div className="compare-pair">
          <RunContext value={currentRun}>
            <RunMarkContext value="A">
              <Who mark="A" record={own} other={other} />
              <ViewToolsPlace value={tools}>
                <div className={`compare-view stage-${stage}`} data-view={stage}>
                  <View />
                </div>
              </ViewToolsPlace>
            </RunMarkContext>
          </RunContext>
          <RunContext value={beside}>
            <RunMarkContext value="B">
              <Who mark="B" record={other} other={own} />
              <ViewToolsPlace value="nowhere">
                <div className={`compare-view stage-${stage}`} data-view={stage} data-run={other.id}>
                  <View key={other.id} />
                </div>
              </ViewToolsPlace>
            </RunMarkContext>
          </RunContext>
        </div>
      </LinkedMapsContext>
    </section>
  );
}

/** Escape ends comparing, where nothing else takes it. */
function endByKey(): () => void {
  const onKey = (event: KeyboardEvent) => {
    if (event.key !== 'Escape' || event.defaultPrevented || !isShortcutPlace(event.target, event.key)) return;
    if (!document.querySelector(':popover-open')) session.compare(null);
  };
  addEventListener('keydown', onKey);
  return () => removeEventListener('keydown', onKey);
}

const selectCodes = ({ shown }: RunState) => shown?.latent != null;

function Head({ own, other, stage }: { own: RunRecord; other: RunRecord; stage: StageView }) {
  const together = useStore(({ compared }) => compared?.together ?? false);
  const codes = useRun(selectCodes) || (other.result?.best.latent ?? null) !== null;
  const scaled = !sameScaling(own, other);
  const changes = useMemo(() => differences(madeOf(own), madeOf(other)), [own, other]);
  const shared = sharedNames(own, other);
  return (
    <div className="compare-head">
      <p className="compare-differs" title={changes.map(changeText).join(', ')}>
        <strong>Differs in</strong> {changes.length > 0 ? <Changes of={changes} /> : 'nothing that is set'}
      </p>
      <p className="compare-linked" title={linkedWords(stage, codes, scaled)}>
        {linkedWords(stage, codes, scaled)}
      </p>
      {shared && (
        <fieldset className="segments" aria-label="Look with">
          <span aria-hidden="true">Look with</span>
          {[false, true].map((on) => (
            <label key={String(on)}>
              <input type="radio" name="look-with" checked={together === on} onChange={() => session.lookTogether(on)} />
              <span>{on ? `one ${shared}` : 'own values'}</span>
            </label>
          ))}
        </fieldset>
      )}
      <button
        type="button"
        className="icon-button"
        aria-label="End comparing"
        title="End comparing (Esc)"
        onClick={() => session.compare(null)}
      >
        <Icon name="close" />
      </button>
    </div>
  );
}

/** "β, T": the settings at the map that both can be looked at under; empty where there are none. */
function sharedNames(own: RunRecord, other: RunRecord): string {
  const config = configOf(own);
  const keys = sharedKeys(config, configOf(other));
  const letters = keys
    .flatMap((key) => methodOf(config).fields[key]!.controls.slice(0, 1))
    .map(({ label }) => /(?<= )\S$/u.exec(label)?.[0]);
  return letters
    .filter((letter) => letter !== undefined)
    .slice(0, 2)
    .join(', ');
}

/** What the two have in common in a view, and what they cannot have. */
function linkedWords(stage: StageView, codes: boolean, scaled: boolean): string {
  if (stage === 'embedding') return codes ? 'colours matched; the layout is of A’s codes' : 'colours matched, one layout and camera';
  if (stage !== 'basins') return 'colours matched';
  if (codes) return 'codes are of one run: each has a plane of its own';
  return scaled ? 'scaled otherwise: each has a plane of its own' : 'colours matched, one plane and camera';
}

const selectShown = (state: RunState) => state.shown;

/** Which run it is, at which epoch, with its numbers. */
function Who({ mark, record, other }: { mark: 'A' | 'B'; record: RunRecord; other: RunRecord }) {
  const shown = useRun(selectShown);
  const { numbers, name } = methodOf(shown ?? configOf(record));
  const told = numbers.all.filter(({ id }) => id === numbers.silhouette.id || id === 'rl' || id === 'nmi');
  const what = [
    configOf(record).method !== configOf(other).method && name,
    shown && `epoch ${formatCount(shown.epoch)}`,
    shown?.altered && 'changed by hand',
  ];
  return (
    <div className="compare-who">
      <span className="run-mark">{mark}</span>
      <strong title={titleOf(record)}>{titleOf(record)}</strong>
      <span className="compare-what">{what.filter(Boolean).join(' · ')}</span>
      <span className="compare-numbers">
        {told.map((kind) => {
          const value = shown?.metrics ? valueOf(kind.id, shown.metrics) : null;
          if (shown?.metrics && value === null) return null;
          return (
            <span key={kind.id} title={kind.name}>
              {kind.id === numbers.silhouette.id ? 'SC' : toldName(kind)} <strong>{shown?.metrics ? textOf(kind, value) : NONE}</strong>
            </span>
          );
        })}
      </span>
    </div>
  );
}
