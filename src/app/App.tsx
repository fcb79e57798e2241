import { Timeline } from '../views/Timeline';
import { ExportDialogs } from './export/ExportDialogs';
import { Glossary } from './glossary';
import { Projects } from './projects/ProjectButton';
import { CostDialog } from './panels/CostDialog';
import { Dialogs } from './panels/Dialogs';
import { Tour } from './tour';
import { ReadingsColumn, SettingsColumn } from './shell/Columns';
import { Dock } from './shell/Dock';
import { DropTarget } from './shell/DropTarget';
import { Header } from './shell/Header';
import { Presentation } from './present';
import { usePresenting } from './present/usePresenting';
import { Stage } from './shell/Stage';
import { TrainingStatus } from './shell/TrainingStatus';
import { showReadingsOnce } from './shell/showReadings';
import { useEffect } from 'react';
import './theme.css';
import './styles/base.css';
import './styles/shell.css';
import './styles/header.css';
import './styles/dock.css';
import './styles/present.css';
import './styles/controls.css';
import './styles/panels.css';
import './styles/touch.css';

/**
 * The page as a map sheet: the map, under it the settings that matter and the film, at its sides the other settings and the readings. The
 * map's own controls come first in the order of the keyboard. On narrow pages the columns stand under the film.
 */
export function App() {
  useEffect(showReadingsOnce, []);
  const presenting = usePresenting((state) => state.on);
  return (
    <>
      <a className="skip" href="#header">
        Skip to the header
      </a>
      <div className={presenting ? 'shell presenting' : 'shell'}>
        <main className="stage">
          {presenting && <Presentation />}
          <Dock />
          <div className="film">
            <Timeline />
            <TrainingStatus />
          </div>
          <Stage />
        </main>
        <SettingsColumn />
        <ReadingsColumn />
        <Header />
      </div>
      <Dialogs />
      <Glossary />
      <Projects />
      <Tour />
      <CostDialog />
      <ExportDialogs />
      <DropTarget />
    </>
  );
}
