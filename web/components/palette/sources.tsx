// What the palette offers, a source each: what can be done here and everywhere, records, places, settings. A further one is a row of
// `useSources` and a title in `i18n/*/palette.ts`.
import { useMantineColorScheme } from '@mantine/core';
import {
  IconBuilding,
  IconDeviceDesktop,
  IconDownload,
  IconHelpCircle,
  IconKeyboard,
  IconLanguage,
  IconLayoutList,
  IconLogout,
  IconMoon,
  IconPlus,
  IconRefresh,
  IconSettings,
  IconSun,
  IconTag,
  IconUser,
} from '@tabler/icons-react';
import { keepPreviousData, useQueries, useQuery, useQueryClient } from '@tanstack/react-query';
import { useRouter } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { KINDS } from '../../../src/fields/field.ts';
import { type Item, query } from '../../api.ts';
import { LANGUAGE_CHOICES } from '../../i18n/i18n.ts';
import { useMay } from '../../pages/access/use-may.ts';
import { PATHS } from '../../pages/records/kinds.ts';
import { photoOf } from '../../pages/records/photo/photo-of.ts';
import { useSyncAll } from '../../pages/records/sync/ListSync.tsx';
import { together } from '../../pages/records/sync/list-freshness.ts';
import { Avatar } from '../Avatar.tsx';
import { showKeys } from '../keys/show-dialogs.ts';
import { placesOf } from '../navigation.ts';
import { secondLine } from '../QuickFind.tsx';
import { useLanguage, useSignOut } from '../UserMenu.tsx';
import type { Entry, Source } from './entry.ts';
import { recentRecords } from './recent.ts';

const SIZE = { size: 18, stroke: 1.6, 'aria-hidden': true } as const;
const FOUND = 8;

/** The main button of the page one is on. */
function usePageCommand(): Entry[] {
  const [button] = useState(() => document.querySelector<HTMLElement>('#main [data-new]:not(:disabled)'));
  const label = button?.textContent?.trim();
  return button && label
    ? [{ id: 'page', label, icon: <IconPlus {...SIZE} />, keys: ['n'], perform: () => button.click() }]
    : [];
}

function useCommands(): Entry[] {
  const { t, i18n } = useTranslation(['palette', 'frame']);
  const { navigate } = useRouter();
  const { setColorScheme, colorScheme } = useMantineColorScheme();
  const [mayEdit, mayConnect, maySync] = [
    useMay('records.edit'),
    useMay('accounts.connect'),
    useMay('sync.run'),
  ];
  const { data: accounts } = useQuery({ ...query('listAccounts', { query: {} }), enabled: maySync });
  const { ready, running } = together(accounts?.items ?? []);
  const sync = useSyncAll();
  const chooseLanguage = useLanguage();
  const signOut = useSignOut();
  const appearances = [
    ['light', IconSun],
    ['dark', IconMoon],
    ['auto', IconDeviceDesktop],
  ] as const;
  const command = (id: string, icon: Entry['icon'], label: string, perform: () => unknown): Entry => ({
    id,
    icon,
    label,
    perform: () => void perform(),
  });
  return [
    ...(mayEdit
      ? KINDS.map((kind) =>
          command(`new ${kind}`, <IconPlus {...SIZE} />, t(`new.${kind}`), () =>
            navigate({ to: PATHS[kind], search: { new: true } }),
          ),
        )
      : []),
    ...(maySync && ready.length > 0 && running.length === 0
      ? [command('sync', <IconRefresh {...SIZE} />, t('sync'), () => sync.mutate(ready))]
      : []),
    ...(mayConnect
      ? [command('connect', <IconPlus {...SIZE} />, t('connect'), () => navigate({ to: '/accounts/new' }))]
      : []),
    ...(mayEdit
      ? [command('import', <IconDownload {...SIZE} />, t('import'), () => navigate({ to: '/imports' }))]
      : []),
    command('help', <IconHelpCircle {...SIZE} />, t('frame:menu.help'), () => navigate({ to: '/help' })),
    { ...command('keys', <IconKeyboard {...SIZE} />, t('frame:menu.keys'), showKeys), keys: ['?'] },
    ...LANGUAGE_CHOICES.filter(({ value }) => value !== i18n.language).map(({ value, label }) => ({
      ...command(value, <IconLanguage {...SIZE} />, label, () => chooseLanguage(value)),
      second: t('frame:menu.language'),
    })),
    ...appearances
      .filter(([value]) => value !== colorScheme)
      .map(([value, Icon]) => ({
        ...command(value, <Icon {...SIZE} />, t(`frame:menu.${value}`), () => setColorScheme(value)),
        second: t('frame:menu.appearance'),
      })),
    command('sign out', <IconLogout {...SIZE} />, t('frame:menu.signOut'), signOut),
  ];
}

function useAsEntry(): (
  record: Pick<Item<'listRecords'>, 'id' | 'kind' | 'displayName'> & Partial<Item<'listRecords'>>,
) => Entry {
  const { t } = useTranslation('frame');
  const { navigate } = useRouter();
  return (record) => ({
    id: record.id,
    label: record.displayName,
    second: [t(`kind.${record.kind}`), secondLine(record as Item<'listRecords'>)].filter(Boolean).join(' · '),
    icon: (
      <Avatar
        name={record.displayName}
        kind={record.kind}
        photo={photoOf(record as Item<'listRecords'>)}
        size={26}
      />
    ),
    perform: () => void navigate({ to: '/records/$id', params: { id: record.id } }),
  });
}

function useRecords(q: string): Entry[] {
  const asEntry = useAsEntry();
  const { data } = useQuery({
    ...query('listRecords', { query: { q, limit: FOUND } }),
    enabled: q.length > 0,
    placeholderData: keepPreviousData,
  });
  return q ? (data?.items.map(asEntry) ?? []) : [];
}

function useRecent(q: string): Entry[] {
  const asEntry = useAsEntry();
  const queryClient = useQueryClient();
  const [ids] = useState(() => recentRecords(queryClient));
  const found = useQueries({
    queries: ids.map((id) => ({
      ...query('getRecord', { params: { id } }),
      enabled: q === '',
      retry: false,
    })),
  });
  return q ? [] : found.flatMap(({ data }) => (data && !data.deletedAt ? [asEntry(data)] : []));
}

function usePlaces(): Entry[] {
  const { t } = useTranslation(['palette', 'frame', 'companyNames', 'labels']);
  const { navigate } = useRouter();
  const { data: me } = useQuery(query('getMe'));
  return [
    ...placesOf(me?.role).map(({ to, name, icon: Icon, key }) => ({
      id: to,
      label: t(`frame:place.${name}`),
      icon: <Icon {...SIZE} />,
      keys: ['g', key],
      perform: () => void navigate({ to }),
    })),
    ...(
      [
        { to: '/company-names', label: t('companyNames:title'), icon: IconBuilding },
        { to: '/labels', label: t('labels:title'), icon: IconTag },
      ] as const
    ).map(({ to, label, icon: Icon }) => ({
      id: to,
      label,
      icon: <Icon {...SIZE} />,
      perform: () => void navigate({ to }),
    })),
  ];
}

function useSettings(): Entry[] {
  const { t } = useTranslation(['frame', 'configurations', 'layout', 'palette']);
  const { navigate } = useRouter();
  const { data: me } = useQuery(query('getMe'));
  const pages = [
    { to: '/profile', label: t('menu.profile'), icon: IconUser, isForAll: true },
    { to: '/settings/configurations', label: t('configurations:title'), icon: IconSettings },
    { to: '/settings/layout', label: t('layout:title'), icon: IconLayoutList },
  ] as const;
  return pages
    .filter((page) => 'isForAll' in page || me?.role === 'administrator')
    .map(({ to, label, icon: Icon }) => ({
      id: to,
      label,
      second: t('place.settings'),
      icon: <Icon {...SIZE} />,
      perform: () => void navigate({ to }),
    }));
}

/** In the order in which they are shown; `q` is what the server is asked. */
export const useSources = (q: string): Source[] => [
  { name: 'recent', entries: useRecent(q), atFirst: 5 },
  { name: 'page', entries: usePageCommand(), atFirst: 1 },
  { name: 'records', entries: useRecords(q), isFound: true, atFirst: 0 },
  { name: 'commands', entries: useCommands(), atFirst: 6 },
  { name: 'places', entries: usePlaces(), atFirst: 20 },
  { name: 'settings', entries: useSettings(), atFirst: 0 },
];
