// What the side bar, the bottom bar and the keys `g …` lead to.
import {
  IconAddressBook,
  IconArrowsDiff,
  IconBuilding,
  IconGitMerge,
  IconHome,
  IconInbox,
  IconPlugConnected,
  IconSettings,
  IconSparkles,
  IconTrash,
  IconUsersGroup,
} from '@tabler/icons-react';

export const places = [
  { to: '/', name: 'home', icon: IconHome, key: 'h' },
  { to: '/companies', name: 'companies', icon: IconBuilding, key: 'o' },
  { to: '/contacts', name: 'contacts', icon: IconAddressBook, key: 'c' },
  { to: '/leads', name: 'leads', icon: IconSparkles, key: 'l' },
  { to: '/queue', name: 'queue', icon: IconInbox, key: 'q' },
  { to: '/conflicts', name: 'conflicts', icon: IconArrowsDiff, key: 'd' },
  { to: '/duplicates', name: 'duplicates', icon: IconGitMerge, key: 'm' },
  { to: '/accounts', name: 'accounts', icon: IconPlugConnected, key: 'a' },
  { to: '/trash', name: 'trash', icon: IconTrash, key: 't' },
  { to: '/users', name: 'users', icon: IconUsersGroup, key: 'u' },
  { to: '/settings', name: 'settings', icon: IconSettings, key: 's' },
] as const;

export type PlaceName = (typeof places)[number]['name'];

const OF_ADMINISTRATORS: PlaceName[] = ['users', 'settings'];

/** Where a person of this role may go. */
export const placesOf = (role: string | undefined) =>
  places.filter(({ name }) => role === 'administrator' || !OF_ADMINISTRATORS.includes(name));

export const place = (name: PlaceName) => places.find((each) => each.name === name)!;
