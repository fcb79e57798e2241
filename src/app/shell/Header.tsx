import { BackendStatus } from './BackendStatus';
import { ExportMenu } from './ExportMenu';
import { Logo } from './Logo';
import { DatasetPicker, MethodPicker } from './Pickers';
import { RunControls } from './RunControls';
import { ShareButton } from './ShareButton';
import { Shortcuts } from './Shortcuts';
import { ThemeToggle } from './ThemeToggle';
import { ProgressLine } from './TrainingStatus';

export function Header() {
  return (
    <header className="header">
      <h1 className="wordmark">
        <Logo />
        Basins
      </h1>
      <div className="pickers">
        <DatasetPicker />
        <MethodPicker />
      </div>
      <RunControls />
      <div className="tools">
        <BackendStatus />
        <ShareButton />
        <ExportMenu />
        <ThemeToggle />
        <Shortcuts />
      </div>
      <ProgressLine />
    </header>
  );
}
