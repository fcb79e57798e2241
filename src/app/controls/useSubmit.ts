import { useState } from 'react';
import type { Config, ConfigPatch } from '../../methods/config';
import { session } from '../../store/session';
import { needsNoTelling } from '../../store/silent';
import { currentRun, useRun } from '../../store/runStore';
import { sentenceOf } from '../act';

/** Hands a change to the session; a refusal is a sentence to stand beside the control until the settings change. */
export function useSubmit() {
  const config = useRun((state) => state.config);
  const [refused, setRefused] = useState<{ sentence: string; config: Config } | null>(null);
  const submit = (patch: ConfigPatch) => {
    setRefused(null);
    session.configure(patch).catch((error: unknown) => {
      if (!needsNoTelling(error)) setRefused({ sentence: sentenceOf(error), config: currentRun.getState().config });
    });
  };
  return { rejection: refused?.config === config ? refused.sentence : null, submit };
}
