// What people are asked to grant.

export const CONTACTS_SCOPE = 'https://www.googleapis.com/auth/contacts';

/** Who it is, the address people know the account by, and their contacts. */
export const SCOPES = `openid email ${CONTACTS_SCOPE}`;
