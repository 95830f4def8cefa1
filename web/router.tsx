// Every screen and its address.
//
// To add a page: write `pages/<folder>/<Name>Page.tsx` with one export `<Name>Page`, wrapped in `components/Page.tsx`;
// add a route below with `page` (each page is its own chunk, but the two that people meet first); add texts as `i18n/{en,it,es}/<folder>.ts`
// and read them with `useTranslation('<folder>')`; ask the server with `useQuery(query('endpointName', args))` and
// `useMutation({ mutationFn: (x) => call('endpointName', …) })` of api.ts. Errors are `ApiError`: show them with
// `components/ProblemNotice.tsx`. Put `data-page-search` on a search field that `/` should focus.
import { notifyManager, QueryClient } from '@tanstack/react-query';
import {
  createRootRouteWithContext,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Outlet,
  redirect,
} from '@tanstack/react-router';
import { KINDS, type RecordKind } from '../src/fields/field.ts';
import { ApiError, call, query, unreachable } from './api.ts';
import { Frame } from './components/Frame.tsx';
import { BrokenFrame, BrokenPage } from './components/way-out/BrokenPage.tsx';
import { MissingPage } from './components/way-out/MissingPage.tsx';
import { allTexts, isLanguage, speak } from './i18n/i18n.ts';
import { arrivalSearch } from './pages/accounts/sign-in/arrival-search.ts';
import { SignInPage } from './pages/door/SignInPage.tsx';
import { HomePage } from './pages/home/HomePage.tsx';
import { listSearch } from './pages/records/list-search.ts';

// What was changed ahead of the server's answer is drawn with the click itself: a switch never jumps back first.
notifyManager.setScheduler(queueMicrotask);

export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 15_000,
      // A refusal stays a refusal; only a line that failed is worth another try.
      retry: (tries, error) =>
        tries < 2 && error instanceof ApiError && (error.status === 0 || error.status >= 500),
      retryDelay: (tries) => 500 * 2 ** tries,
    },
  },
});

const root = createRootRouteWithContext<{ queryClient: QueryClient }>()({
  component: Outlet,
  errorComponent: BrokenFrame,
});

/** A page in a file of its own. One that does not come says so on its screen: the browser's own error page leads nowhere. */
const page: typeof lazyRouteComponent = (load, name) =>
  lazyRouteComponent(
    () =>
      Promise.all([load(), allTexts()])
        .then(([loaded]) => loaded)
        .catch(() => {
          throw unreachable();
        }),
    name,
  );

/** Where a person without a session belongs: the set-up while there is no administrator, else the sign-in. */
async function toTheDoor(next: string): Promise<never> {
  const { needed } = await call('getSetUp');
  if (needed) throw redirect({ to: '/set-up' });
  throw redirect({ to: '/sign-in', search: next === '/' ? {} : { next } });
}

const inside = createRoute({
  getParentRoute: () => root,
  id: 'inside',
  component: Frame,
  beforeLoad: async ({ context, location }) => {
    const me = await context.queryClient.ensureQueryData(query('getMe')).catch((error: unknown) => {
      if (error instanceof ApiError && error.status === 401) return toTheDoor(location.href);
      throw error;
    });
    if (isLanguage(me.language)) await speak(me.language);
  },
});

const door = createRoute({ getParentRoute: () => root, id: 'door', component: Outlet });

const signIn = createRoute({
  getParentRoute: () => door,
  path: '/sign-in',
  validateSearch: (search: Record<string, unknown>): { next?: string } =>
    typeof search.next === 'string' && /^\/(?![/\\])/.test(search.next) ? { next: search.next } : {},
  component: SignInPage,
});
const setUp = createRoute({
  getParentRoute: () => door,
  path: '/set-up',
  component: page(() => import('./pages/door/SetUpPage.tsx'), 'SetUpPage'),
});
const invitation = createRoute({
  getParentRoute: () => door,
  path: '/invitation/$token',
  component: page(() => import('./pages/door/InvitationPage.tsx'), 'InvitationPage'),
});

const approval = createRoute({
  getParentRoute: () => door,
  path: '/approval',
  validateSearch: ({ outcome, provider }: Record<string, unknown>) => ({
    outcome: outcome === 'approved' ? ('approved' as const) : ('declined' as const),
    provider: typeof provider === 'string' ? provider : '',
  }),
  component: page(() => import('./pages/door/ApprovalPage.tsx'), 'ApprovalPage'),
});

const home = createRoute({
  getParentRoute: () => inside,
  path: '/',
  component: HomePage,
});

const lists = (['companies', 'contacts', 'leads'] as const).map((name) =>
  createRoute({
    getParentRoute: () => inside,
    path: `/${name}`,
    validateSearch: listSearch,
    component: page(() => import('./pages/records/ListPage.tsx'), 'ListPage'),
  }),
);
const record = createRoute({
  getParentRoute: () => inside,
  path: '/records/$id',
  component: page(() => import('./pages/records/RecordPage.tsx'), 'RecordPage'),
});
const imports = [
  createRoute({
    getParentRoute: () => inside,
    path: '/imports',
    component: page(() => import('./pages/imports/ImportsPage.tsx'), 'ImportsPage'),
  }),
  createRoute({
    getParentRoute: () => inside,
    path: '/imports/$id',
    component: page(() => import('./pages/imports/ImportPage.tsx'), 'ImportPage'),
  }),
];
const trash = createRoute({
  getParentRoute: () => inside,
  path: '/trash',
  validateSearch: (search: Record<string, unknown>): { cards?: boolean } =>
    search.cards ? { cards: true } : {},
  component: page(() => import('./pages/records/TrashPage.tsx'), 'TrashPage'),
});
const conflicts = createRoute({
  getParentRoute: () => inside,
  path: '/conflicts',
  validateSearch: (search: Record<string, unknown>): { decided?: boolean; record?: string } => ({
    ...(search.decided ? { decided: true } : {}),
    ...(typeof search.record === 'string' ? { record: search.record } : {}),
  }),
  component: page(() => import('./pages/conflicts/ConflictsPage.tsx'), 'ConflictsPage'),
});
const matching = [
  createRoute({
    getParentRoute: () => inside,
    path: '/duplicates',
    component: page(() => import('./pages/duplicates/DuplicatesPage.tsx'), 'DuplicatesPage'),
  }),
  createRoute({
    getParentRoute: () => inside,
    path: '/company-names',
    validateSearch: (search: Record<string, unknown>): { left?: boolean } =>
      search.left ? { left: true } : {},
    component: page(() => import('./pages/company-names/CompanyNamesPage.tsx'), 'CompanyNamesPage'),
  }),
];
const labels = createRoute({
  getParentRoute: () => inside,
  path: '/labels',
  component: page(() => import('./pages/labels/LabelsPage.tsx'), 'LabelsPage'),
});
const profile = createRoute({
  getParentRoute: () => inside,
  path: '/profile',
  component: page(() => import('./pages/profile/ProfilePage.tsx'), 'ProfilePage'),
});
const help = createRoute({
  getParentRoute: () => inside,
  path: '/help',
  component: page(() => import('./pages/help/HelpPage.tsx'), 'HelpPage'),
});
/** Whatever else stands in the address. */
const missing = createRoute({ getParentRoute: () => inside, path: '$', component: MissingPage });
const users = createRoute({
  getParentRoute: () => inside,
  path: '/users',
  component: page(() => import('./pages/users/UsersPage.tsx'), 'UsersPage'),
});

const settings = createRoute({
  getParentRoute: () => inside,
  path: '/settings',
  beforeLoad: () => {
    throw redirect({ to: '/settings/configurations' });
  },
});
const configurations = createRoute({
  getParentRoute: () => inside,
  path: '/settings/configurations',
  component: page(() => import('./pages/configurations/ConfigurationsPage.tsx'), 'ConfigurationsPage'),
});

const layout = createRoute({
  getParentRoute: () => inside,
  path: '/settings/layout',
  validateSearch: ({ kind, record }: Record<string, unknown>): { kind?: RecordKind; record?: string } => ({
    ...(KINDS.some((one) => one === kind) && { kind: kind as RecordKind }),
    ...(typeof record === 'string' && { record }),
  }),
  component: page(() => import('./pages/layout/LayoutPage.tsx'), 'LayoutPage'),
});

const accounts = [
  createRoute({
    getParentRoute: () => inside,
    path: '/accounts',
    component: page(() => import('./pages/accounts/AccountsPage.tsx'), 'AccountsPage'),
  }),
  createRoute({
    getParentRoute: () => inside,
    path: '/accounts/new',
    validateSearch: arrivalSearch,
    component: page(() => import('./pages/accounts/NewAccountPage.tsx'), 'NewAccountPage'),
  }),
  // $tab: queue, mapping, groups, settings or runs; without one, the overview.
  createRoute({
    getParentRoute: () => inside,
    path: '/accounts/$id/{-$tab}',
    validateSearch: arrivalSearch,
    component: page(() => import('./pages/accounts/AccountPage.tsx'), 'AccountPage'),
  }),
  createRoute({
    getParentRoute: () => inside,
    path: '/accounts/$id/rules',
    component: page(() => import('./pages/queue/rules/RulesPage.tsx'), 'RulesPage'),
  }),
  createRoute({
    getParentRoute: () => inside,
    path: '/accounts/$id/plan/$runId',
    component: page(() => import('./pages/plans/PlanPage.tsx'), 'PlanPage'),
  }),
  createRoute({
    getParentRoute: () => inside,
    path: '/queue',
    component: page(() => import('./pages/queue/QueuePage.tsx'), 'QueuePage'),
  }),
];

const routeTree = root.addChildren([
  door.addChildren([signIn, setUp, invitation, approval]),
  inside.addChildren([
    home,
    ...lists,
    record,
    ...imports,
    trash,
    conflicts,
    ...matching,
    labels,
    profile,
    help,
    users,
    settings,
    configurations,
    layout,
    ...accounts,
    missing,
  ]),
]);

export const router = createRouter({
  routeTree,
  context: { queryClient },
  defaultErrorComponent: BrokenPage,
  defaultPreload: 'intent',
  defaultPendingMs: 300,
  scrollRestoration: true,
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
