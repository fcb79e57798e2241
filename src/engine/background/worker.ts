import * as Comlink from 'comlink';
import { holdLifeline } from '../../core/work/lifeline';
import { createBackends } from '../backend/backend';
import { Engine } from '../engine';

/** An engine beside the one in the foreground: it rests when the page says so, and tells of progress and results alone. */
holdLifeline();
Comlink.expose(new Engine(createBackends(), true));
