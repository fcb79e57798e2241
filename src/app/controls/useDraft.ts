import { useEffect, useEffectEvent, useState } from 'react';

/** Long enough to type the next digit. */
const pause = 500;

/**
 * A text box whose value is taken when typing pauses, at Enter, or when the box is left. `take` answers with the sentence on why it
 * cannot be used, or null. A refused text stays in the box to be mended; Escape, or a new value from elsewhere, puts the value in force
 * back.
 */
export function useDraft(inForce: string, take: (text: string) => string | null) {
  const [draft, setDraft] = useState<string | null>(null);
  const [refusal, setRefusal] = useState<string | null>(null);
  const [seen, setSeen] = useState(inForce);
  const drop = () => {
    setDraft(null);
    setRefusal(null);
  };
  // A value that came from elsewhere is newer than what was being typed.
  if (seen !== inForce) {
    setSeen(inForce);
    drop();
  }
  const settle = (text: string, leaving: boolean) => {
    const sentence = text === inForce ? null : take(text);
    setRefusal(sentence);
    // While the user may still be typing, "1." must not turn into "1".
    if (sentence === null && leaving) setDraft(null);
  };
  const settleInPause = useEffectEvent((text: string) => settle(text, false));
  useEffect(() => {
    if (draft === null) return undefined;
    const timer = window.setTimeout(() => settleInPause(draft), pause);
    return () => window.clearTimeout(timer);
  }, [draft]);

  return {
    refusal,
    drop,
    type: setDraft,
    box: {
      value: draft ?? inForce,
      'aria-invalid': refusal !== null,
      onChange: (event: { target: HTMLInputElement }) => setDraft(event.target.value),
      onBlur: () => {
        if (draft !== null) settle(draft, true);
      },
      onKeyDown: (event: { key: string }) => {
        if (event.key === 'Enter' && draft !== null) settle(draft, true);
        if (event.key === 'Escape') drop();
      },
    },
  };
}
