import type { ApiMethodName } from '../request-kind.ts';
import {
  createSubscription,
  deleteSubscription,
  getSubscription,
  listSubscriptions,
  reauthorizeSubscription,
  renewSubscription,
} from '../subscriptions/methods.ts';
import type { ApiMethod, Call } from '../world.ts';
import { createCategory, deleteCategory, getCategory, listCategories, updateCategory } from './categories.ts';
import {
  createContact,
  deleteContact,
  eraseContact,
  getContact,
  listContacts,
  updateContact,
} from './contacts.ts';
import { contactDelta, folderDelta } from './delta.ts';
import { createExtension, deleteExtension, getExtension, updateExtension } from './extensions.ts';
import { createFolder, deleteFolder, getFolder, listFolders, updateFolder } from './folders.ts';
import { getMe } from './me.ts';
import { deletePhoto, getPhoto, photoInfo, putPhoto } from './photo.ts';

const contactScopes = { read: ['Contacts.Read', 'Contacts.ReadWrite'], write: ['Contacts.ReadWrite'] };
const settingsScopes = {
  read: ['MailboxSettings.Read', 'MailboxSettings.ReadWrite'],
  write: ['MailboxSettings.ReadWrite'],
};

type Rest = Partial<Pick<ApiMethod, 'scopes' | 'query' | 'body' | 'ofMailbox'>>;

/** `route` is the verb and the path. */
function method(name: ApiMethodName, route: string, answer: ApiMethod['answer'], rest: Rest = {}): ApiMethod {
  const [verb = '', path = ''] = route.split(' ');
  const reads = verb === 'GET';
  const area = name.startsWith('categories') ? settingsScopes : contactScopes;
  return {
    name,
    verb,
    path: path.toLowerCase().split('/').filter(Boolean),
    ofMailbox: true,
    scopes: reads ? area.read : area.write,
    query: [],
    body: verb === 'POST' || verb === 'PATCH' ? 'json' : 'none',
    answer,
    ...rest,
  };
}

/** The same for contacts in a folder that is named and in the default one, and for those that an id alone names. */
const inFolders = (
  name: ApiMethodName,
  route: string,
  answer: ApiMethod['answer'],
  rest: Rest = {},
): ApiMethod[] => {
  const [verb, path = ''] = route.split(' ');
  return [method(name, route, answer, rest), method(name, `${verb} contactFolders/{}/${path}`, answer, rest)];
};

const one = { query: ['$select', '$expand'] };
const paging = ['$top', '$skip', '$select'];
const list = { query: [...paging, '$expand', '$filter', '$orderby', '$count'] };
const delta = {
  query: [
    '$select',
    '$skiptoken',
    '$deltatoken',
    '$expand',
    '$top',
    '$skip',
    '$filter',
    '$orderby',
    '$search',
    '$count',
  ],
};
const apart = { ofMailbox: false, scopes: contactScopes.read };

/** Every method the sandbox has. */
export const methods: readonly ApiMethod[] = [
  method('me', 'GET ', getMe, { scopes: ['User.Read'], query: ['$select'] }),
  ...inFolders('contacts.delta', 'GET contacts/delta', contactDelta, delta),
  ...inFolders('contacts.list', 'GET contacts', listContacts, list),
  ...inFolders('contacts.create', 'POST contacts', createContact),
  ...inFolders('contacts.get', 'GET contacts/{}', getContact, one),
  ...inFolders('contacts.update', 'PATCH contacts/{}', updateContact),
  ...inFolders('contacts.delete', 'DELETE contacts/{}', deleteContact),
  ...inFolders('contacts.erase', 'POST contacts/{}/permanentDelete', eraseContact),
  ...inFolders('photo.info', 'GET contacts/{}/photo', photoInfo),
  ...inFolders('photo.get', 'GET contacts/{}/photo/$value', getPhoto),
  ...inFolders('photo.put', 'PUT contacts/{}/photo/$value', putPhoto, { body: 'bytes' }),
  ...inFolders('photo.put', 'PATCH contacts/{}/photo/$value', putPhoto, { body: 'bytes' }),
  ...inFolders('photo.delete', 'DELETE contacts/{}/photo', deletePhoto),
  ...inFolders('photo.delete', 'DELETE contacts/{}/photo/$value', deletePhoto),
  method('extensions.create', 'POST contacts/{}/extensions', createExtension),
  method('extensions.get', 'GET contacts/{}/extensions/{}', getExtension),
  method('extensions.update', 'PATCH contacts/{}/extensions/{}', updateExtension),
  method('extensions.delete', 'DELETE contacts/{}/extensions/{}', deleteExtension),
  method('folders.delta', 'GET contactFolders/delta', folderDelta, delta),
  method('folders.list', 'GET contactFolders', listFolders, { query: paging }),
  method('folders.create', 'POST contactFolders', createFolder),
  method('folders.get', 'GET contactFolders/{}', getFolder, { query: ['$select'] }),
  method('folders.update', 'PATCH contactFolders/{}', updateFolder),
  method('folders.delete', 'DELETE contactFolders/{}', deleteFolder),
  method('folders.list', 'GET contactFolders/{}/childFolders', listFolders, { query: paging }),
  method('folders.create', 'POST contactFolders/{}/childFolders', createFolder),
  method('categories.list', 'GET outlook/masterCategories', listCategories),
  method('categories.create', 'POST outlook/masterCategories', createCategory),
  method('categories.get', 'GET outlook/masterCategories/{}', getCategory),
  method('categories.update', 'PATCH outlook/masterCategories/{}', updateCategory),
  method('categories.delete', 'DELETE outlook/masterCategories/{}', deleteCategory),
  method('subscriptions.create', 'POST subscriptions', createSubscription, apart),
  method('subscriptions.list', 'GET subscriptions', listSubscriptions, apart),
  method('subscriptions.get', 'GET subscriptions/{}', getSubscription, apart),
  method('subscriptions.renew', 'PATCH subscriptions/{}', renewSubscription, apart),
  method('subscriptions.reauthorize', 'POST subscriptions/{}/reauthorize', reauthorizeSubscription, apart),
  method('subscriptions.delete', 'DELETE subscriptions/{}', deleteSubscription, apart),
  // What is inside is asked for its scopes, each by itself.
  method('batch', 'POST $batch', unanswered, { ofMailbox: false, scopes: [] }),
];

/** A batch is taken apart before anything is answered. */
function unanswered(_: Call): never {
  throw new Error('A batch has no answer of its own.');
}
