// Every route there is.
import type { FastifyInstance } from 'fastify';
import type { ServerDeps } from '../deps.ts';
import { accessRoutes } from './access.ts';
import { accountRoutes } from './accounts.ts';
import { eventRoutes } from './events.ts';
import { fieldRoutes } from './fields.ts';
import { fileRoutes } from './files.ts';
import { homeRoutes } from './home.ts';
import { listRoutes } from './lists.ts';
import { mappingRoutes } from './mapping.ts';
import { matchingRoutes } from './matching.ts';
import { metaRoutes } from './meta.ts';
import { notificationRoutes } from './notifications.ts';
import { photoRoutes, recordPhotoRoutes } from './photos.ts';
import { providerRoutes } from './providers.ts';
import { queueRoutes } from './queue.ts';
import { recordRoutes } from './records.ts';
import { runRoutes } from './runs.ts';
import { safetyRoutes } from './safety.ts';
import { signInRoutes } from './sign-in.ts';
import { userRoutes } from './users.ts';

const ROUTES = [
  metaRoutes,
  accessRoutes,
  userRoutes,
  homeRoutes,
  recordRoutes,
  recordPhotoRoutes,
  matchingRoutes,
  listRoutes,
  fieldRoutes,
  accountRoutes,
  mappingRoutes,
  providerRoutes,
  signInRoutes,
  notificationRoutes,
  runRoutes,
  queueRoutes,
  photoRoutes,
  safetyRoutes,
  fileRoutes,
  eventRoutes,
];

export function allRoutes(app: FastifyInstance, deps: ServerDeps): void {
  for (const routes of ROUTES) routes(app, deps);
}
