import * as Comlink from 'comlink';
import { holdLifeline } from '../core/work/lifeline';
import { createBackends } from './backend/backend';
import { Engine } from './engine';

/** The worker's side of the protocol. */
holdLifeline();
Comlink.expose(new Engine(createBackends()));
