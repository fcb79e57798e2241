import { useRun } from '../../store/runStore';
import { type RunState } from '../../store/state';
import { formatCount } from '../format';
import { isUnpretrained } from '../baseline';
import { isDeep } from '../../methods/config';

const selectWaiting = (state: RunState) =>
  isUnpretrained(state) && state.pretraining?.active !== true && state.training.state !== 'training';
const selectEpochs = (state: RunState) => (isDeep(state.config) ? state.config.pretrainEpochs : 0);

/** Over the map of networks that have not learned anything: why it says nothing, and what to do. */
export function Unpretrained() {
  const waiting = useRun(selectWaiting);
  const epochs = useRun(selectEpochs);
  if (!waiting) return null;
  return (
    <p className="basins-waiting" data-screen>
      <strong>The networks have learned nothing yet</strong>: codes and basins here say nothing about the data. Press Train: it pretrains
      the autoencoder for {formatCount(epochs)} {epochs === 1 ? 'epoch' : 'epochs'}, places the memories among the codes, and then trains
      both together.
    </p>
  );
}
