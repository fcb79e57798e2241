import * as Comlink from 'comlink';
import { createBackends } from './backend';
import { Engine } from './engine';

/** The worker's side of the protocol. */
Comlink.expose(new Engine(createBackends()));
