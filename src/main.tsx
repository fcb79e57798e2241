import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app/App';
import { sentenceOf } from './app/act';
import { exposeScripting } from './app/scripting';
import { startPage } from './app/start';
import { frameBegins } from './engine/client';
import { session } from './store/session';

const root = document.getElementById('root');
if (!root) throw new Error('index.html has no element #root.');
createRoot(root).render(
  <StrictMode>
    <App />
  </StrictMode>,
);

// What the hand does is answered before training goes on.
for (const type of ['pointermove', 'input', 'keydown'] as const) addEventListener(type, frameBegins, { capture: true, passive: true });

// The shell is painted first; data and workers follow.
const ready = startPage(location.search);
exposeScripting(ready);
ready.catch((error: unknown) => {
  console.error(error);
  session.say('error', `The page could not start: ${sentenceOf(error)}`);
});
