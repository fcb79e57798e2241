import { useMemo } from 'react';
import { useStore } from '../../store/state';
import type { Context } from './types';

/** The state that the controls depend on, from the store. */
export function useControlContext(): Context {
  const config = useStore((state) => state.config);
  const n = useStore((state) => state.dataset?.n ?? null);
  const suggestedK = useStore((state) => state.dataset?.k ?? null);
  const pretrained = useStore((state) => state.pretraining?.done ?? false);
  return useMemo(() => ({ config, n, suggestedK, pretrained }), [config, n, suggestedK, pretrained]);
}
