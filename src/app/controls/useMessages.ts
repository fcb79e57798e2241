import { useRun } from '../../store/runStore';
import type { Message } from '../../store/state';
import { visibleControls } from './table';
import type { Control } from './types';

/** The sentences that the session has to say about this control; where several controls share a config key, the first shows them. */
export function useMessages(control: Control): readonly Message[] {
  const messages = useRun((state) => state.messages);
  const first = useRun((state) => visibleControls(state.config).find(({ about }) => about === control.about)?.id);
  return first === control.id ? messages.filter(({ about }) => about === control.about) : [];
}
