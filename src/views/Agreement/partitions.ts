/** The partitions that are compared, and how far any two of them agree. */
import { adjustedRand, normalizedInformation } from '../../core/metrics/agreement';
import { contingency } from '../../core/metrics/contingency';
import type { Dataset } from '../../data/dataset';
import { methodOf } from '../../methods/config';
import { entriesOf, titleOf } from '../../store/runs/entries';
import type { RunId, RunRecord } from '../../store/runs/record';
import { formatCount } from '../format';

export interface NamedPartition {
  readonly key: string;
  readonly name: string;
  readonly detail: string;
  /** One cluster a point. */
  readonly labels: Uint16Array;
}

export interface Compared {
  readonly partitions: readonly NamedPartition[];
  /** Kept runs that are left out: those on other data, those without a result, and the oldest where there are too many. */
  readonly elsewhere: number;
  readonly unfinished: number;
  readonly left: number;
}

/** So many runs stand in the matrix at most, the newest first; numbers of more could not be read. */
export const mostRuns = 10;

interface Runs {
  readonly runs: ReadonlyMap<RunId, RunRecord>;
  readonly current: RunId;
}

/**
 * The results of the current run, of other kept runs on the same data, of what the current run is read against, and the classes of the
 * points where they are known.
 */
export function partitionsOf({ runs, current }: Runs, dataset: Pick<Dataset, 'n' | 'labels' | 'labelNames'> | null): Compared {
  const own = runs.get(current);
  if (!own || !dataset) return { partitions: [], elsewhere: 0, unfinished: 0, left: 0 };
  const kept = entriesOf(runs);
  const onThese = kept.filter(({ data }) => data.fingerprint === own.data.fingerprint);
  const here = onThese.filter(({ result }) => result !== null);
  const ordered = here.toSorted((a, b) => Number(b.id === current) - Number(a.id === current));
  const references = (own.against ?? []).flatMap(({ name, run }) => {
    const result = runs.get(run)?.result;
    return result ? [{ key: `reference ${run}`, name, detail: clusters(result.best.partition.k), labels: result.best.labels }] : [];
  });
  const classes = dataset.labels
    ? [{ key: 'classes', name: 'Classes', detail: clusters(dataset.labelNames.length), labels: dataset.labels }]
    : [];
  const partitions = [...ordered.slice(0, mostRuns).map(ofRun), ...references, ...classes];
  return {
    partitions: partitions.filter(({ labels }) => labels.length === dataset.n),
    elsewhere: kept.length - onThese.length,
    unfinished: onThese.length - here.length,
    left: Math.max(0, here.length - mostRuns),
  };
}

const clusters = (k: number) => `k ${formatCount(k)}`;

function ofRun(run: RunRecord): NamedPartition {
  const { partition, labels } = run.result!.best;
  const method = methodOf(run.result!.config).name;
  return { key: `run ${run.id}`, name: titleOf(run), detail: `${method}, ${clusters(partition.k)}`, labels };
}

/** m × m numbers each, symmetric, 1 on the diagonal. NMI by the arithmetic mean. NaN where two cannot be compared. */
export interface AgreementMatrix {
  readonly nmi: Float64Array;
  readonly ari: Float64Array;
}

/** Yields after each pair, which takes O(n). */
export function* agreementOf(partitions: readonly NamedPartition[]): Generator<undefined, AgreementMatrix> {
  const m = partitions.length;
  const [nmi, ari] = [new Float64Array(m * m).fill(1), new Float64Array(m * m).fill(1)];
  for (let i = 0; i < m; i++)
    for (let j = 0; j < i; j++) {
      const table = contingency(partitions[i].labels, partitions[j].labels);
      nmi[i * m + j] = nmi[j * m + i] = normalizedInformation(table, 'arithmetic');
      ari[i * m + j] = ari[j * m + i] = adjustedRand(table);
      yield undefined;
    }
  return { nmi, ari };
}

/** "A", "B", … "Z", "AA". */
export function letterOf(index: number): string {
  const letter = String.fromCodePoint(65 + (index % 26));
  return index < 26 ? letter : letterOf(Math.floor(index / 26) - 1) + letter;
}

/** What is left out, as sentences. */
export function leftOutSentence({ elsewhere, unfinished, left }: Compared): string {
  const runs = (count: number) => (count === 1 ? 'One run' : `${formatCount(count)} runs`);
  return [
    elsewhere > 0 &&
      `${runs(elsewhere)} on other data ${elsewhere === 1 ? 'is' : 'are'} not here: only partitions of the same points agree.`,
    unfinished > 0 && `${runs(unfinished)} without a result ${unfinished === 1 ? 'is' : 'are'} not here yet.`,
    left > 0 && `${runs(left)} before these ${left === 1 ? 'is' : 'are'} left out.`,
  ]
    .filter(Boolean)
    .join(' ');
}
