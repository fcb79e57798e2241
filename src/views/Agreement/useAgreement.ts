import { useEffect, useMemo, useState } from 'react';
import { inSlices } from '../../core/work/inSlices';
import { useRun } from '../../store/runStore';
import { useStore, type RunState } from '../../store/state';
import { reportFailure } from '../report';
import { agreementOf, leftOutSentence, partitionsOf, type AgreementMatrix, type NamedPartition } from './partitions';

const selectDataset = ({ dataset }: RunState) => dataset;

export interface AgreementFound {
  readonly partitions: readonly NamedPartition[];
  /** Of these partitions; null while it is being computed. */
  readonly matrix: AgreementMatrix | null;
  /** What is left out, as sentences; empty where nothing is. */
  readonly leftOut: string;
}

/** How far the partitions of kept runs, of references and the classes agree. */
export function useAgreement(): AgreementFound {
  const runs = useStore((state) => state.runs);
  const current = useStore((state) => state.current);
  const dataset = useRun(selectDataset);
  const found = useMemo(() => partitionsOf({ runs, current }, dataset), [runs, current, dataset]);
  const partitions = useSteady(found.partitions);
  const matrix = useMatrix(partitions);
  return { partitions, matrix: matrix?.of === partitions ? matrix : null, leftOut: leftOutSentence(found) };
}

/** The same list as long as it holds the same labels under the same names. */
function useSteady(next: readonly NamedPartition[]): readonly NamedPartition[] {
  const [steady, setSteady] = useState(next);
  const same =
    steady.length === next.length &&
    steady.every(
      ({ key, name, detail, labels }, i) =>
        key === next[i].key && name === next[i].name && detail === next[i].detail && labels === next[i].labels,
    );
  if (same) return steady;
  setSteady(next);
  return next;
}

interface Known extends AgreementMatrix {
  readonly of: readonly NamedPartition[];
}

function useMatrix(partitions: readonly NamedPartition[]): Known | null {
  const [known, setKnown] = useState<Known | null>(null);
  useEffect(() => {
    let wanted = true;
    inSlices(agreementOf(partitions))
      .then((matrix) => wanted && setKnown({ ...matrix, of: partitions }))
      .catch((error: unknown) => reportFailure('The agreement of the partitions is not known', error, 'agreement'));
    return () => {
      wanted = false;
    };
  }, [partitions]);
  return known;
}
