import { Popover } from '../Popover';
import { useLooks, type Tool } from './looks';
import { Search } from './Search';

const tools: readonly { tool: Exclude<Tool, 'pan'>; label: string; title: string; path: string }[] = [
  {
    tool: 'lasso',
    label: 'Lasso',
    title: 'Draw round points to choose them (also: Shift and drag; Ctrl adds to the choice)',
    path: 'M8 2.5c3.3 0 6 1.8 6 4s-2.7 4-6 4-6-1.8-6-4 2.7-4 6-4ZM5 10c-1.6.8-1.4 2.4 0 2.4S6.4 14 5.4 14.5',
  },
  {
    tool: 'box',
    label: 'Box',
    title: 'Drag a box over points to choose them (also: Alt and drag; Ctrl adds to the choice)',
    path: 'M2.5 3.5v-1h2M11.5 2.5h2v1M13.5 12.5v1h-2M4.5 13.5h-2v-1M2.5 6.5v3M13.5 6.5v3M6.5 2.5h3M6.5 13.5h3',
  },
];

const Sign = ({ path }: { path: string }) => (
  <svg viewBox="0 0 16 16" aria-hidden="true">
    <path d={path} />
  </svg>
);

/** On the picture: ways to choose points in it. */
export function Tools() {
  const chosen = useLooks(({ tool }) => tool);
  return (
    <fieldset className="embedding-tools" aria-label="Choosing points" data-screen>
      {tools.map(({ tool, label, title, path }) => (
        <button
          key={tool}
          type="button"
          aria-label={label}
          aria-pressed={chosen === tool}
          title={`${label}: ${title}`}
          onClick={() => useLooks.setState({ tool: chosen === tool ? 'pan' : tool })}
        >
          <Sign path={path} />
        </button>
      ))}
      <Popover label="Find points" button={<Sign path="M7 2.5a4.5 4.5 0 1 0 0 9 4.5 4.5 0 0 0 0-9ZM10.3 10.3l3.4 3.4" />} width={300}>
        <Search />
      </Popover>
    </fieldset>
  );
}
