import { useStore, type AppState } from '../../store/state';
import { formatCount } from '../format';
import { isUnpretrained } from '../baseline';
import { isDeep } from '../../methods/config';

const selectWaiting = (state: AppState) =>
  isUnpretrained(state) && state.pretraining?.active !== true && state.training.state !== 'training';
const selectEpochs = (state: AppState) => (isDeep(state.config) ? state.config.pretrainEpochs : 0);

/** Over the map of networks that have not learned anything: why it says nothing, and what to do. */
export function Unpretrained() {
  const waiting = useStore(selectWaiting);
  const epochs = useStore(selectEpochs);
  if (!waiting) return null;
  return (
    <p className="basins-waiting" data-screen>
      <strong>The networks have learned nothing yet</strong>: codes and basins here say nothing about the data. Press Train: it pretrains
      the autoencoder for {formatCount(epochs)} {epochs === 1 ? 'epoch' : 'epochs'}, places the memories among the codes, and then trains
      both together.
    </p>
  );
}
