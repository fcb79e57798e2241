import type { ReactNode } from 'react';
import { Icon } from '../ui/Icon';
import { useArrangement } from './arrangement';

interface Props {
  id: string;
  title: string;
  /** What it holds, so that closed is not hidden. */
  told?: string;
  /** It opens by itself, as where there is something to say in it. */
  forced?: boolean;
  children: ReactNode;
}

/** A folded part of a column: its name, what it holds, and its contents on request. Whether it is open is remembered. */
export function Group({ id, title, told, forced = false, children }: Props) {
  const open = useArrangement(({ groups }) => groups.includes(id));
  const toggle = useArrangement(({ toggleGroup }) => toggleGroup);
  return (
    <details
      className="group"
      open={open || forced}
      onToggle={({ currentTarget }) => currentTarget.open !== (open || forced) && toggle(id, currentTarget.open)}
    >
      <summary>
        <Icon name="fold" />
        <h2>{title}</h2>
        {told && <span className="group-told">{told}</span>}
      </summary>
      <div className="group-body">{children}</div>
    </details>
  );
}
