import type { ComponentProps } from 'react';

/** A button that may be off for now and keeps the focus: one that is `disabled` drops it, and the next space bar trains. */
export function SteadyButton({ off, onClick, ...rest }: Omit<ComponentProps<'button'>, 'type' | 'disabled'> & { off: boolean }) {
  return <button type="button" {...rest} aria-disabled={off} onClick={off ? undefined : onClick} />;
}
