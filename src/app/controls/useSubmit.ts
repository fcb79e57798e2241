import { useState } from 'react';
import type { ConfigPatch } from '../../engine/protocol';
import { session } from '../../store/session';
import { sentenceOf } from '../act';

/** Hands a change to the session; a refusal is a sentence to stand beside the control, and nothing has changed. */
export function useSubmit() {
  const [rejection, setRejection] = useState<string | null>(null);
  const submit = (patch: ConfigPatch) => {
    setRejection(null);
    session.configure(patch).catch((error: unknown) => setRejection(sentenceOf(error)));
  };
  return { rejection, submit };
}
