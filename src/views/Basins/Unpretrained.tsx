import { useRun } from '../../store/runStore';
import { type RunState } from '../../store/state';
import { formatCount } from '../format';
import { isUnpretrained } from '../baseline';
import { wordsOf } from '../words';
import { epochsOf, isDeep } from '../../methods/config';

const selectWaiting = (state: RunState) =>
  isUnpretrained(state) && state.pretraining?.active !== true && state.training.state !== 'training';
const selectWords = ({ shown }: RunState) => wordsOf(shown?.model ?? null);
/** Nothing trains after the pretraining where there are no epochs. */
const selectTrains = ({ config }: RunState) => epochsOf(config) > 0;
const selectEpochs = (state: RunState) => (isDeep(state.config) ? state.config.pretrainEpochs : 0);

/** Over the map of networks that have not learned anything: why it says nothing, and what to do. */
export function Unpretrained() {
  const waiting = useRun(selectWaiting);
  const epochs = useRun(selectEpochs);
  const { prototypes, clusters } = useRun(selectWords);
  const trains = useRun(selectTrains);
  if (!waiting) return null;
  return (
    <p className="basins-waiting" data-screen>
      <strong>The networks have learned nothing yet</strong>: codes and {clusters} here say nothing about the data. Press Train: it
      pretrains the autoencoder for {formatCount(epochs)} {epochs === 1 ? 'epoch' : 'epochs'}
      {trains
        ? `, places the ${prototypes} among the codes, and then trains both together.`
        : ` and places the ${prototypes} among the codes.`}
    </p>
  );
}
