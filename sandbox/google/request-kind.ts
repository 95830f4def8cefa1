/** The API methods the sandbox has. */
export type ApiMethodName =
  | 'people.connections.list'
  | 'people.get'
  | 'people.getBatchGet'
  | 'people.searchContacts'
  | 'people.listDirectoryPeople'
  | 'people.createContact'
  | 'people.updateContact'
  | 'people.deleteContact'
  | 'people.batchCreateContacts'
  | 'people.batchUpdateContacts'
  | 'people.batchDeleteContacts'
  | 'people.updateContactPhoto'
  | 'people.deleteContactPhoto'
  | 'otherContacts.list'
  | 'otherContacts.copyOtherContactToMyContactsGroup'
  | 'contactGroups.list'
  | 'contactGroups.get'
  | 'contactGroups.batchGet'
  | 'contactGroups.create'
  | 'contactGroups.update'
  | 'contactGroups.delete'
  | 'contactGroups.members.modify';

/** What a request is for, as counters and faults name it: an API method, or one of the other doors. */
export type RequestKind =
  | ApiMethodName
  | 'oauth.discovery'
  | 'oauth.authorize'
  | 'oauth.token'
  | 'oauth.revoke'
  | 'oauth.userinfo'
  | 'oauth.tokeninfo'
  | 'oauth.certs'
  | 'photo'
  | 'phone'
  | 'other';
