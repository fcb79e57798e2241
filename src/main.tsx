import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app/App';
import { loadTheRest } from './app/later';
import { sentenceOf } from './app/act';
import { exposeScripting } from './app/scripting';
import { startPage } from './app/start';
import { session } from './store/session';

const root = document.getElementById('root');
if (!root) throw new Error('index.html has no element #root.');
createRoot(root).render(
  <StrictMode>
    <App />
  </StrictMode>,
);

// The shell is painted first; data and workers follow.
const ready = startPage(location);
exposeScripting(ready);
// What comes first on the page has the processor for itself.
ready.then(
  () => setTimeout(loadTheRest, 3000),
  () => {},
); // a failure is told below
ready.catch((error: unknown) => {
  console.error(error);
  session.say('error', `The page could not start: ${sentenceOf(error)}`);
});
