import { ApiError } from './api-error.ts';
import { type ApiMethod, type Call, readers, scopes, writers } from './call.ts';
import {
  createGroup,
  deleteGroup,
  getGroup,
  getGroups,
  listGroups,
  modifyMembers,
  updateGroup,
} from './groups/methods.ts';
import { batchCreate, batchDelete, batchUpdate } from './people/batch.ts';
import { otherMembers, personFields } from './people/fields.ts';
import { copyOtherContact, listOtherContacts } from './people/other-contacts.ts';
import { beginsFullSync, getPeople, getPerson, listConnections, searchContacts } from './people/read.ts';
import {
  createContact,
  deleteContact,
  deleteContactPhoto,
  updateContact,
  updateContactPhoto,
} from './people/write.ts';
import type { ApiMethodName } from './request-kind.ts';
import type { Cost } from './spending.ts';

const person = [...Object.keys(personFields), ...otherMembers];
const ofProfile = [...readers, scopes.profile, scopes.email];
const fields = ['personFields', 'sources'];
const include = 'requestMask.includeField';
const groupFields = ['groupFields', 'maxMembers'];
const paging = ['pageSize', 'pageToken', 'syncToken'];
const listing = [...paging, 'requestSyncToken', 'sources'];
const reading = ['readMask', 'sources'];

type Rest = Partial<Pick<ApiMethod, 'scopes' | 'query' | 'body' | 'cost'>>;

/** `route` is the verb and what follows /v1/; the braces are the target. */
function method(
  name: ApiMethodName,
  rpc: string,
  route: string,
  answer: ApiMethod['answer'],
  rest: Rest = {},
): ApiMethod {
  const [verb, pattern] = route.split(' ') as [ApiMethod['verb'], string];
  const target = pattern.includes('{') ? pattern.replace(/\{(\w+)\}/, '($1/\\w+)') : `${pattern}()`;
  const service =
    pattern.startsWith('contactGroups') || pattern.startsWith('{contactGroups') ? 'ContactGroups' : 'People';
  const mutates = verb === 'GET' ? {} : ({ mutates: true } as const);
  return {
    name,
    rpc: `${service}Service.${rpc}`,
    verb,
    path: new RegExp(`^/v1/${target}$`),
    scopes: verb === 'GET' ? readers : writers,
    query: [],
    ...mutates,
    answer,
    cost: {},
    ...rest,
  };
}

const read: Cost = { criticalReads: 1 };
/** The read after the write counts too. */
const write: Cost = { criticalReads: 1, criticalWrites: 1, dailyContactWrites: 1 };
const batchWrite: Cost = { criticalReads: 6, criticalWrites: 6, dailyContactWrites: 200 };
const groupRead: Cost = { reads: 1 };
/** Groups and deletions. */
const lightWrite: Cost = { writes: 1 };

/** Every method the sandbox has; a path that none of them takes is answered with Google's 404 page. */
export const methods: ApiMethod[] = [
  method('people.connections.list', 'ListConnections', 'GET {people}/connections', listConnections, {
    query: ['personFields', ...listing, 'sortOrder', include],
    cost: (query) => (beginsFullSync(query) ? { ...read, fullSyncs: 1 } : read),
  }),
  method('people.get', 'GetPerson', 'GET {people}', getPerson, {
    scopes: ofProfile,
    query: [...fields, include],
    cost: read,
  }),
  method('people.getBatchGet', 'GetPeople', 'GET people:batchGet', getPeople, {
    scopes: ofProfile,
    query: [...fields, 'resourceNames', include],
    cost: read,
  }),
  method('people.searchContacts', 'SearchContacts', 'GET people:searchContacts', searchContacts, {
    query: ['query', 'pageSize', ...reading],
    cost: read,
  }),
  method('people.listDirectoryPeople', 'ListDirectoryPeople', 'GET people:listDirectoryPeople', noDirectory, {
    scopes: [scopes.directory],
    query: ['readMask', 'mergeSources', ...listing],
  }),
  method('people.createContact', 'CreateContact', 'POST people:createContact', createContact, {
    query: fields,
    body: person,
    cost: write,
  }),
  method('people.updateContact', 'UpdateContact', 'PATCH {people}:updateContact', updateContact, {
    query: [...fields, 'updatePersonFields'],
    body: person,
    cost: write,
  }),
  method('people.deleteContact', 'DeleteContact', 'DELETE {people}:deleteContact', deleteContact, {
    cost: lightWrite,
  }),
  method(
    'people.batchCreateContacts',
    'BatchCreateContacts',
    'POST people:batchCreateContacts',
    batchCreate,
    {
      body: ['contacts', ...reading],
      cost: batchWrite,
    },
  ),
  method(
    'people.batchUpdateContacts',
    'BatchUpdateContacts',
    'POST people:batchUpdateContacts',
    batchUpdate,
    {
      body: ['contacts', 'updateMask', ...reading],
      cost: batchWrite,
    },
  ),
  method(
    'people.batchDeleteContacts',
    'BatchDeleteContacts',
    'POST people:batchDeleteContacts',
    batchDelete,
    {
      body: ['resourceNames'],
      cost: { writes: 10 },
    },
  ),
  method(
    'people.updateContactPhoto',
    'UpdateContactPhoto',
    'PATCH {people}:updateContactPhoto',
    updateContactPhoto,
    {
      body: ['photoBytes', ...fields],
      cost: write,
    },
  ),
  method(
    'people.deleteContactPhoto',
    'DeleteContactPhoto',
    'DELETE {people}:deleteContactPhoto',
    deleteContactPhoto,
    {
      query: fields,
      cost: write,
    },
  ),
  method('otherContacts.list', 'ListOtherContacts', 'GET otherContacts', listOtherContacts, {
    scopes: [scopes.otherContacts],
    query: ['readMask', ...listing],
    cost: read,
  }),
  method(
    'otherContacts.copyOtherContactToMyContactsGroup',
    'CopyOtherContactToMyContactsGroup',
    'POST {otherContacts}:copyOtherContactToMyContactsGroup',
    copyOtherContact,
    { scopes: [scopes.otherContacts], body: ['copyMask', ...reading], cost: write },
  ),
  method('contactGroups.list', 'ListContactGroups', 'GET contactGroups', listGroups, {
    query: ['groupFields', ...paging],
    cost: groupRead,
  }),
  method('contactGroups.get', 'GetContactGroup', 'GET {contactGroups}', getGroup, {
    query: groupFields,
    cost: groupRead,
  }),
  method('contactGroups.batchGet', 'BatchGetContactGroups', 'GET contactGroups:batchGet', getGroups, {
    query: [...groupFields, 'resourceNames'],
    cost: groupRead,
  }),
  method('contactGroups.create', 'CreateContactGroup', 'POST contactGroups', createGroup, {
    body: ['contactGroup', 'readGroupFields'],
    cost: lightWrite,
  }),
  method('contactGroups.update', 'UpdateContactGroup', 'PUT {contactGroups}', updateGroup, {
    body: ['contactGroup', 'updateGroupFields', 'readGroupFields'],
    cost: lightWrite,
  }),
  method('contactGroups.delete', 'DeleteContactGroup', 'DELETE {contactGroups}', deleteGroup, {
    query: ['deleteContacts'],
    cost: lightWrite,
  }),
  method(
    'contactGroups.members.modify',
    'ModifyContactGroupMembers',
    'POST {contactGroups}/members:modify',
    modifyMembers,
    { body: ['resourceNamesToAdd', 'resourceNamesToRemove'], cost: lightWrite },
  ),
];

function noDirectory(_: Call): never {
  throw new ApiError('FAILED_PRECONDITION', 'Must be a G Suite domain user');
}
