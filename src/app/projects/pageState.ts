import { datasetOf } from '../../store/runs/dataOf';
import { isOwn } from '../../store/runs/record';
import { currentRun } from '../../store/runStore';
import { session } from '../../store/session';
import { useStore } from '../../store/state';
import { cameraOf, isAside, wantCamera } from '../../views/camera';
import type { StoredPage } from '../../store/project/shapes';
import type { KeptRecord } from '../../store/project/written';

/** What of the page a project keeps, and how it is put back. */

export function pageNow(opened: readonly string[]): StoredPage | null {
  const { runs, current } = useStore.getState();
  const state = currentRun.getState();
  const { dataset, config, stage, layout, plane, layers, drawnBy, cursor, knobs, embeddings } = state;
  const fingerprint = runs.get(current)?.data.fingerprint;
  if (!dataset || !fingerprint) return null;
  const { selectedPoint, selectedMemory, selectedPoints, probe } = state;
  return {
    config,
    dataset: fingerprint,
    opened: opened.filter((one) => datasetOf(one) !== null),
    knobs,
    stage,
    layout,
    plane,
    layers,
    drawnBy,
    cursor,
    embeddings: embeddings.map(({ settings }) => settings),
    selection: { selectedPoint, selectedMemory, selectedPoints, probe },
    moments: state.moments,
    cameras: camerasNow(),
  };
}

function camerasNow(): StoredPage['cameras'] {
  const [map, embedding] = [cameraOf('map'), cameraOf('embedding')];
  return { map: map && isAside(map) ? map : null, embedding: embedding && embedding.k !== 1 ? embedding : null };
}

/** The trained runs, in the order of the ledger; the shown one as it would be left now. */
export function runsNow(): readonly KeptRecord[] {
  const { runs, current } = useStore.getState();
  return [...runs.values()].flatMap((record) => {
    const kept = record.id === current ? session.standing() : record;
    return kept?.kept && isOwn(kept) ? [kept as KeptRecord] : [];
  });
}

/** Everything but data, config and run, which the session has shown by now. */
export function putBack({ stage, layout, layers, drawnBy, selection, embeddings, moments, cameras }: StoredPage): void {
  const { dataset, space, shown } = currentRun.getState();
  const { selectedPoint, selectedMemory, selectedPoints, probe } = selection;
  const n = dataset?.n ?? 0;
  const there = (index: number | null, count: number) => (index !== null && index < count ? index : null);
  currentRun.setState({
    stage,
    layout,
    layers,
    drawnBy,
    selectedPoint: there(selectedPoint, n),
    selectedMemory: there(selectedMemory, shown?.model.k ?? 0),
    selectedPoints: selectedPoints && selectedPoints.every((row) => row < n) ? selectedPoints : null,
    probe: probe && (probe.length === shown?.model.d || probe.length === space?.d) ? probe : null,
    moments,
  });
  if (cameras.map) wantCamera('map', 0, cameras.map);
  if (cameras.embedding) wantCamera('embedding', 0, cameras.embedding);
  if (embeddings.length === 2) session.embedding.compare(true);
  embeddings.forEach((settings, pane) => session.embedding.set(pane, settings));
}
