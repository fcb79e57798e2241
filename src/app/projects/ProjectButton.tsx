import { later } from '../later';
import { Logo } from '../shell/Logo';
import { useKeeping } from './useKeeping';

const ProjectsDialog = later(async () => (await import('./ProjectsDialog')).ProjectsDialog);

/** The page's name, or that of its project where it has one: it opens the list of projects. */
export function ProjectButton() {
  const name = useKeeping((state) => state.name);
  return (
    <button
      type="button"
      className="brand"
      aria-label={name === null ? 'Basins, projects' : `Basins, projects: ${name}`}
      title="Projects"
      aria-haspopup="dialog"
      onClick={() => useKeeping.setState({ choosing: true })}
    >
      <Logo />
      <span>{name ?? 'Basins'}</span>
    </button>
  );
}

export function Projects() {
  const choosing = useKeeping((state) => state.choosing);
  return choosing && <ProjectsDialog onClose={() => useKeeping.setState({ choosing: false })} />;
}
